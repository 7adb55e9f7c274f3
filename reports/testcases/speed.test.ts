import { describe, expect, test } from 'vitest';
import { junit } from '../junit.ts';
import { type Compared, comparisonRecord, notWorse, stored, undecided, worse } from '../testing/sample-comparison.ts';
import { type Element, elements, readStrictly, textIn } from '../testing/well-formed.ts';

const tests = (compared: Compared): Element[] => elements(readStrictly(junit(comparisonRecord(compared))), 'testcase');

const kindOf = (test: Element): string =>
  test.children.find((c): c is Element => typeof c !== 'string' && c.name !== 'system-out')?.name ?? 'passed';

const kinds = (compared: Compared): Record<string, string> =>
  Object.fromEntries(tests(compared).map((t) => [t.attributes.name ?? '', kindOf(t)]));

describe('a comparison', () => {
  test('has a test as a whole and one for each thing judged', () => {
    expect(tests(worse())).toHaveLength(1 + worse().comparisons.length);
    expect(new Set(tests(worse()).map((t) => t.attributes.name)).size).toBe(tests(worse()).length);
  });

  test('that is worse fails with its sentence', () => {
    const [whole, p50] = tests(worse()).flatMap((t) => elements(t, 'failure'));
    expect(whole?.attributes.message).toBe('p50 is 4.8 % slower (3.7 to 5.9), seen in 52 s; could have seen 1.8 %.');
    expect(p50?.attributes.message).toMatch(/^p50 is 4\.8 % slower/);
  });

  test('that is not worse passes, also where something watched stays open: that is skipped', () => {
    const { comparisons, experiment } = notWorse();
    const open = comparisons.map((one) => (one.metric === 'memory' ? { ...one, decision: 'undecided' as const } : one));
    const found = kinds({ comparisons: open, experiment });
    expect(found['acme-next is not worse than acme-main']).toBe('passed');
    expect(found['memory is not worse']).toBe('skipped');
    expect(Object.values(found).filter((kind) => kind === 'passed')).toHaveLength(comparisons.length);
  });

  test('that is open is no answer, and so is each thing that decides and is open', () => {
    expect(kinds(stored())).toEqual({
      'acme-next is not worse than acme-main': 'error',
      'p50 is not worse': 'error',
      'p90 is not worse': 'error',
      'p99 is not worse': 'error',
    });
  });

  test('whose baseline differs from itself lets no row pass or fail', () => {
    const { 'acme-main is not worse than acme-main': whole, ...others } = kinds(undecided());
    expect(whole).toBe('error');
    expect(new Set(Object.values(others))).toEqual(new Set(['skipped']));
    expect(textIn(tests(undecided())[0] ?? { name: '', attributes: {}, children: [] })).toContain('Run it again');
  });

  test('what decides, but was still open when another decided, is skipped', () => {
    expect(kinds(worse())['p99 is not worse']).toBe('skipped');
  });
});
