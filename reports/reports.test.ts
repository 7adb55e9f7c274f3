import { afterEach, describe, expect, test, vi } from 'vitest';
import { reports } from './index.ts';
import { validateRecord } from './record/validate.ts';
import { allRecords } from './testing/all-records.ts';
import { hostileRecord, hostileText } from './testing/hostile-record.ts';
import { comparisonRecord, undecided } from './testing/sample-comparison.ts';
import { loadsRecord } from './testing/sample-loads.ts';
import { failedRecord } from './testing/sample-record.ts';
import { elements, readStrictly, textIn } from './testing/well-formed.ts';

const records = allRecords();
const hostile = hostileRecord();

/**
 * What the places that show them take: GitLab's JUnit, GitHub's job summary and code scanning (compressed), a phone. What
 * reads the others names no limit.
 */
const limits: Readonly<Record<string, number>> = {
  'junit.xml': 30e6,
  'ctrf.json': 30e6,
  'report.sarif': 10e6,
  'summary.md': 1024 * 1024,
  'report.html': 2e6,
  'metrics.txt': 1e6,
};

afterEach(() => vi.unstubAllGlobals());

const pairs = Object.entries(reports).flatMap(([name, report]) =>
  Object.entries(records).map(([kind, record]) => ({ name, report, kind, record })),
);

describe.each(pairs)('$name of a record that is $kind', ({ name, report, record }) => {
  test('is the same text each time, and asks nothing but the record', () => {
    const first = report(record);
    const forbidden = (what: string) => () => {
      throw new Error(`a report asked for ${what}`);
    };
    vi.stubGlobal('Date', forbidden('the time'));
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('Math', Object.assign(Object.create(Math), { random: forbidden('chance') }));
    vi.stubGlobal('Intl', undefined);
    const second = report(structuredClone(record));
    vi.unstubAllGlobals();
    expect(second === first).toBe(true);
  });

  test('ends with one line feed and has no other line ends', () => {
    const text = report(record);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.endsWith('\n\n')).toBe(false);
    expect(text.includes('\r')).toBe(false);
  });

  test('is Unicode without control characters, and no larger than what shows it takes', () => {
    const text = report(record);
    expect(text.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\uFFFE\uFFFF]/.test(text)).toBe(false);
    expect(Buffer.byteLength(text)).toBeLessThan(limits[name] ?? 0);
  });
});

test.each(pairs.filter(({ name }) => /\.(html|xml)$/.test(name)))(
  '$name of a record that is $kind is well-formed',
  (p) => {
    expect(() => readStrictly(p.report(p.record))).not.toThrow();
  },
);

test('every record of these tests is one', () => {
  for (const record of Object.values(records)) {
    const checked = validateRecord(record);
    expect(checked.ok ? [] : checked.errors.filter((e) => !e.includes('startedAt'))).toEqual([]);
  }
});

describe('hostile text', () => {
  test('brings no element and no attribute into the HTML that an honest record has not', () => {
    const names = (html: string): Set<string> => {
      const walk = (e: ReturnType<typeof readStrictly>): string[] => [
        e.name,
        ...Object.keys(e.attributes).map((a) => `@${a}`),
        ...e.children.flatMap((c) => (typeof c === 'string' ? [] : walk(c))),
      ];
      return new Set(walk(readStrictly(html)));
    };
    const honest = new Set(
      [failedRecord(), loadsRecord(), comparisonRecord(undecided())].flatMap((r) => [
        ...names(reports['report.html'](r)),
      ]),
    );
    const found = names(reports['report.html'](hostile));
    expect([...found].filter((n) => !honest.has(n))).toEqual([]);
    expect(elements(readStrictly(reports['report.html'](hostile)), 'script')).toHaveLength(1);
  });

  test('can be read in the HTML as what it is', () => {
    const shown = textIn(readStrictly(reports['report.html'](hostile)));
    expect(shown).toContain('</script><script>alert(1)</script>');
    expect(hostileText).toContain('\u0000');
    expect(shown).toContain('␀');
  });

  test('opens no tag, link, code or table cell in the Markdown', () => {
    const lines = reports['summary.md'](hostile).split('\n');
    const outside = lines.filter((_, i) => !inFence(lines, i)).join('\n');
    const tags = [...outside.matchAll(/<\/?([a-z]+)[^>]*>/g)].map((m) => m[0]);
    expect(new Set(tags)).toEqual(new Set(['<code>', '</code>', '<details>', '</details>', '<summary>', '</summary>']));
    expect(outside).not.toMatch(/(^|[^\\])\[link\]/);
    for (const table of outside.split('\n\n').filter((p) => p.startsWith('| '))) {
      const columns = table
        .trim()
        .split('\n')
        .map((row) => row.replace(/\\\|/g, '').split('|').length);
      expect(new Set(columns).size).toBe(1);
    }
  });
});

/** Whether a line stands inside a block of code, whose fence may be longer than three. */
const inFence = (lines: string[], index: number): boolean => {
  let fence = '';
  for (const line of lines.slice(0, index + 1)) {
    const mark = /^(`{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark !== '') fence = mark;
    else if (fence !== '' && line === fence) fence = '';
  }
  return fence !== '';
};
