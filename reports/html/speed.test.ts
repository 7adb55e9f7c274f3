import { describe, expect, test } from 'vitest';
import { html } from '../html.ts';
import { hostileComparison } from '../testing/hostile-comparison.ts';
import { hostileText } from '../testing/hostile-record.ts';
import {
  broken,
  type Compared,
  comparisonRecord,
  notWorse,
  sampleComparisons,
  stored,
  undecided,
  worse,
} from '../testing/sample-comparison.ts';
import { passedRecord } from '../testing/sample-record.ts';
import { type Element, elements, readStrictly, textIn } from '../testing/well-formed.ts';

const page = (compared: Compared): Element => readStrictly(html(comparisonRecord(compared)));

const withClass = (root: Element, name: string, className: string): Element[] =>
  elements(root, name).filter((e) => e.attributes.class?.split(' ').includes(className));

const captions = (root: Element): string[] => elements(root, 'figcaption').map(textIn);

const rows = (root: Element, table: number): string[][] =>
  withClass(root, 'table', 'rows')
    .slice(table, table + 1)
    .flatMap((t) =>
      elements(t, 'tr').map((r) => r.children.flatMap((c) => (typeof c === 'string' ? [] : [textIn(c)]))),
    );

const pathsOf = (root: Element, className: string): string[] =>
  withClass(root, 'path', className).map((p) => p.attributes.d ?? '');

const moves = (path: string): number => path.match(/M/g)?.length ?? 0;

const figureOf = (root: Element, caption: string): Element => {
  const found = elements(root, 'figure').find((f) => captions(f).includes(caption));
  if (!found) throw new Error(`no figure ${caption}`);
  return found;
};

describe('the pictures of a comparison', () => {
  const both = ['Change by quantile', 'Latency by share of answers'];
  const chunks = ['p50', 'p90', 'p99'].map((metric) => `Chunk by chunk: ${metric}`);

  test.each<[string, Compared, string[]]>([
    ['two at once', worse(), [...both, ...chunks]],
    ['a stored run: no chunks', stored(), both],
    ['a candidate that breaks the contract: no measurement', broken(), both.slice(1)],
  ])('of %s', (_, compared, expected) => {
    expect(captions(page(compared))).toEqual(expected);
  });

  test.each([
    ...Object.entries(sampleComparisons()),
    ['hostile', hostileComparison(hostileText, hostileText)] as const,
  ])('have no coordinate that is no number: %s', (_, compared) => {
    const root = page(compared);
    const drawn = ['path', 'line', 'rect', 'text'].flatMap((name) => elements(root, name));
    for (const { attributes } of drawn)
      expect(Object.values(attributes).join(' ')).not.toMatch(/NaN|Infinity|undefined|e\+/);
    expect(elements(root, 'path').filter((p) => p.attributes.d === '')).toEqual([]);
  });

  test('show each chunk once, as a dot or beyond the edge, and so the baseline against itself', () => {
    for (const compared of [worse(), notWorse(90), notWorse(500)]) {
      const figure = figureOf(page(compared), 'Chunk by chunk: p90');
      const drawn = [...pathsOf(figure, 'dots'), ...pathsOf(figure, 'beyond')].reduce((n, d) => n + moves(d), 0);
      expect(drawn).toBe(2 * compared.experiment.chunks.starts.length);
    }
  });

  test('a chunk that shows nothing of a subject has no dot', () => {
    const { comparisons, experiment } = worse();
    const values = experiment.chunks.values.map((one) => one.map((value, i) => (i < 3 ? null : value)));
    const figure = figureOf(
      page({ comparisons, experiment: { ...experiment, chunks: { ...experiment.chunks, values, control: [] } } }),
      'Chunk by chunk: p50',
    );
    expect([...pathsOf(figure, 'dots'), ...pathsOf(figure, 'beyond')].reduce((n, d) => n + moves(d), 0)).toBe(23);
  });

  test('mark each look, and the last with what was decided', () => {
    const figure = figureOf(page(worse()), 'Chunk by chunk: p50');
    expect(pathsOf(figure, 'look')).toHaveLength(worse().experiment.looks.length);
    expect(withClass(figure, 'text', 'end').map(textIn)).toEqual(['worse after 52 s']);
  });

  test('show a slower candidate above zero', () => {
    const figure = figureOf(page(worse()), 'Chunk by chunk: p50');
    const height = (d: string | undefined): number => Number(/M[\d.]+ ([\d.]+)/.exec(d ?? '')?.[1]);
    expect(height(pathsOf(figure, 'estimate')[0])).toBeLessThan(height(pathsOf(figure, 'against-zero')[0]));
  });

  test('mark the margins of what decides', () => {
    expect(pathsOf(figureOf(page(worse()), 'Change by quantile'), 'margin')).toHaveLength(3);
    const comparisons = worse().comparisons.map((one) => ({ ...one, required: one.metric === 'p99' }));
    expect(pathsOf(figureOf(page({ ...worse(), comparisons }), 'Change by quantile'), 'margin')).toHaveLength(1);
  });

  test('stay small with 500 chunks', () => {
    const own = html(comparisonRecord(notWorse(500))).length;
    expect(own).toBeLessThan(100_000);
  });
});

describe('the words and tables of a comparison', () => {
  test('each row has decision, change with interval, margin, what could have been seen, and both values', () => {
    const [head, , p50, , p99] = rows(page(worse()), 0);
    expect(head).toEqual(['judged', 'decision', 'change', 'margin', 'could have seen', 'baseline', 'candidate']);
    expect(p50).toEqual(['p50', '✕ worse', '4.8 % slower3.7 to 5.9 %', '5 %', '1.8 %', '14.2 ms', '14.9 ms']);
    expect(p99?.slice(1, 5)).toEqual(['? undecided', '3.3 % slower−3.7 to 10 %', '10 %', '11 %10 % after about 66 s']);
  });

  test('what decides stands before what is only watched', () => {
    const parts = rows(page(worse()), 0).filter((cells) => cells.length === 1);
    expect(parts.map(([title]) => title?.slice(0, 12))).toEqual(['Must not be ', 'Watched too:']);
    expect(rows(page(worse()), 0)).toHaveLength(1 + 2 + worse().comparisons.length);
  });

  test('the decision stands beside its sentence, and is not said again in it', () => {
    const said = (compared: Compared): string => withClass(page(compared), 'div', 'verdict').map(textIn).join('');
    expect(said(notWorse())).toMatch(/^✓ not worsep50 is 0\.2 % slower/);
    expect(said(undecided())).toMatch(/^\? undecidedThe baseline differs from itself: p50 by 3 % \(1\.5 to 4\.5\)\.$/);
  });

  test('a baseline that differs from itself is told with what follows from it', () => {
    const text = textIn(page(undecided()));
    for (const part of [
      'The same target on both sides: this compares it with itself.',
      'They differ, so differences here are not all the candidate’s: nothing is decided',
      'Single rows do not count here',
      'k6 started 1 of 100 requests 24 ms late or later.',
    ]) {
      expect(text).toContain(part);
      expect(textIn(page(worse()))).not.toContain(part);
    }
    expect(rows(page(undecided()), 1)[1]?.slice(0, 3)).toEqual(['p50', '✕ unlike', '3 % slower1.5 to 4.5 %']);
  });

  test('both sides have their requests, failures and reasons', () => {
    const [sides] = withClass(page(worse()), 'div', 'sides').map(textIn);
    expect(sides).toContain('Baseline: acme-main');
    expect(sides).toMatch(/Requests10,400Failed4 \(0\.038 %\).*4 × status 503Candidate: acme-next/);
  });

  test('a record that compares nothing has no such section', () => {
    expect(elements(readStrictly(html(passedRecord())), 'section').map((s) => s.attributes.id)).not.toContain(
      'comparison',
    );
  });
});
