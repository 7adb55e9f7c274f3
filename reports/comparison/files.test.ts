import { afterEach, describe, expect, test, vi } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { bigRecord } from '../testing/big-record.ts';
import { hostileRecord } from '../testing/hostile-record.ts';
import { failedRecord, passedRecord } from '../testing/sample-record.ts';
import { waivedRecord } from '../testing/waived-record.ts';
import { elements, readStrictly, textIn } from '../testing/well-formed.ts';
import { comparisonFiles } from './index.ts';
import { compared, failed, passed, run } from './testing/runs.ts';
import { text } from './text.ts';

/** The same run in which every verdict is turned around. */
const turned = (record: RunRecord): RunRecord => ({
  ...record,
  seed: 7,
  cases: record.cases.slice(1),
  verdicts: record.verdicts.map((v) => ({ ...v, outcome: v.outcome === 'passed' ? 'failed' : 'passed' })),
});

/** Many more clauses and cases than a contract has. */
const many = (outcome: 'passed' | 'failed'): RunRecord =>
  run(
    ...Array.from({ length: 600 }, (_, clause) =>
      Array.from({ length: 25 }, (_, id) => ({
        clause: `clause ${clause}`,
        case: `case ${id}`,
        outcome,
        reason: 'because '.repeat(30),
      })),
    ).flat(),
  );

const comparisons = {
  'of a run with itself': compared(failedRecord(), failedRecord()),
  'with something of everything': compared(failedRecord(), turned(passedRecord())),
  'that is big': compared(bigRecord(false), turned(bigRecord(false))),
  'that is larger than any page': compared(many('passed'), many('failed')),
  'with hostile text': compared(hostileRecord(), turned(hostileRecord())),
};

/** What the places that show them take: GitHub's job summary, a phone. */
const limits: Readonly<Record<string, number>> = {
  'changes.md': 1024 * 1024,
  'changes.html': 2e6,
  'the console': 60_000,
};
const { 'changes.md': markdown, 'changes.html': html, 'changes.json': json } = comparisonFiles;
const texts = { 'changes.md': markdown, 'changes.html': html, 'the console': text };

afterEach(() => vi.unstubAllGlobals());

describe.each(
  Object.entries(texts).flatMap(([name, write]) =>
    Object.entries(comparisons).map(([kind, comparison]) => ({ name, write, kind, comparison })),
  ),
)('$name of a comparison $kind', ({ name, write, comparison }) => {
  test('is the same text each time, and asks nothing but the comparison', () => {
    const first = write(comparison);
    vi.stubGlobal('Date', undefined);
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('Intl', undefined);
    const second = write(structuredClone(comparison));
    vi.unstubAllGlobals();
    expect(second === first).toBe(true);
  });

  test('is Unicode without control characters, ends with one line feed, and is no larger than what shows it takes', () => {
    const written = write(comparison);
    expect(written.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\uFFFE\uFFFF]/.test(written)).toBe(false);
    expect(/[^\n]\n$/.test(written)).toBe(true);
    expect(Buffer.byteLength(written)).toBeLessThan(limits[name] ?? 0);
  });
});

test('what does not fit on a page is counted there', () => {
  const huge = comparisons['that is larger than any page'];
  for (const write of [markdown, html]) {
    const page = write(huge);
    const shown = new Set([...page.matchAll(/<code>(clause \d+)<\/code>/g)].map(([, clause]) => clause)).size;
    const [, left = 0] = /([\d,]+) more clauses left out here/.exec(page) ?? [];
    expect(shown).toBeGreaterThan(20);
    expect(shown + Number(left)).toBe(600);
    expect(page).toContain('and 5 more cases, see changes.json');
  }
});

test('the JSON is the comparison', () => {
  for (const comparison of Object.values(comparisons)) expect(JSON.parse(json(comparison))).toEqual(comparison);
});

describe('the HTML', () => {
  test.each(Object.entries(comparisons))(
    'of a comparison %s is well-formed, and every link in it leads somewhere',
    (_, comparison) => {
      const root = readStrictly(html(comparison));
      const ids = ['main', 'section', 'h2'].flatMap((name) =>
        elements(root, name).flatMap((e) => e.attributes.id ?? []),
      );
      expect(new Set(ids).size).toBe(ids.length);
      for (const { attributes } of elements(root, 'a'))
        expect(['changes.json', ...ids.map((id) => `#${id}`)]).toContain(attributes.href);
      expect(elements(root, 'script')).toEqual([]);
    },
  );

  test('shows hostile text as what it is', () => {
    expect(textIn(readStrictly(html(comparisons['with hostile text'])))).toContain('<script>alert(1)</script>');
  });
});

describe('every form of a comparison', () => {
  const after = run(
    failed('k', 'c', { reason: 'Accepted with status 200.' }),
    passed('l'),
    failed('m'),
    failed('n', 'd'),
  );
  const before = run(passed('k'), failed('l', 'c', { reason: 'Refused with 500.' }), failed('m'), passed('o'));
  const comparison = compared(before, { ...after, seed: 7 });
  const forms = [textIn(readStrictly(html(comparison))), markdown(comparison), text(comparison)];

  test.each([
    'Of 3 clauses that both runs decided, 1 got worse, 1 got better, 1 newly tested (1 failing), 1 no longer tested and 1 failing as before.',
    'Other seed: 42 before, 7 after.',
    '1 case gave a verdict in the second run only: d',
    'failed: Accepted with status 200.',
    'failed: Refused with 500.',
    '1 clause got worse',
    '1 clause got better',
    '1 clause newly tested',
    '1 clause no longer tested',
    '1 clause failing as before',
  ])('says: %s', (part) => {
    for (const form of forms) expect(form).toContain(part);
  });

  test('says when nothing got worse, and what is waived', () => {
    const [good, waived] = [compared(after, after), compared(passedRecord(), waivedRecord())];
    for (const write of Object.values(texts)) {
      expect(write(good)).toContain('Of 4 clauses that both runs decided, none got worse: 3 failing as before.');
      expect(write(waived)).toContain('failed, waived: Accepted with status 200');
    }
  });
});
