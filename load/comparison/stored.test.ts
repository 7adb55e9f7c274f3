import { Compile } from 'typebox/compile';
import { expect, test } from 'vitest';
import type { Load } from '../sample.ts';
import type { Wanted } from '../stats/compare/types.ts';
import { random } from '../stats/testing/random.ts';
import { comparable, type StoredRun, unusable } from './comparable.ts';
import { ComparisonSchema, ExperimentSchema } from './record.ts';
import { storedComparison } from './stored.ts';
import { type Sketch, storedLoad, storedRun } from './testing/stored-run.ts';

const wanted: Wanted[] = [
  { metric: 'p50', channel: null, margin: 0.05, required: true },
  { metric: 'p90', channel: null, margin: 0.05, required: true },
  { metric: 'p99', channel: null, margin: 0.1, required: true },
  { metric: 'p50', channel: 'slack', margin: 0.05, required: false },
];

/** So many runs of one program on a machine that drifts. */
const drifting = (count: number, drift: number, slower = 1): StoredRun[] =>
  Array.from({ length: count }, (_, seed) =>
    storedRun({ seed: seed + 1, slower: slower * Math.exp(drift * random(seed + 50).normal()) }),
  );

const withLoad = (change: Partial<Load>, sketch: Sketch = {}): StoredRun =>
  storedRun({}, { load: { ...storedLoad(sketch), ...change } });

const { generator } = storedLoad();
const machine = { cpu: 'Xeon 8370C', cores: 4, memoryGb: 16, os: 'Linux 6' };

test('the same load on the same machine can be compared, however fast it was', () => {
  expect(comparable(storedRun(), storedRun({ seed: 2, slower: 3 }))).toEqual([]);
  expect(comparable(storedRun(), withLoad({ generator: { ...generator, duration: 63 } }))).toEqual([]);
  expect(comparable(storedRun(), storedRun({}, { tool: { version: '0.1.9' }, seed: 1 }))).toEqual([]);
});

test.each<[string, StoredRun, RegExp]>([
  ['processor', storedRun({}, { machine: { ...machine, cpu: 'EPYC' } }), /^processor: Xeon 8370C before, EPYC now$/],
  ['cores', storedRun({}, { machine: { ...machine, cores: 2 } }), /^cores: 4 before, 2 now$/],
  ['memory', storedRun({}, { machine: { ...machine, memoryGb: 32 } }), /^memory: 16 GiB before, 32 GiB now$/],
  [
    'system',
    storedRun({}, { machine: { ...machine, os: 'Linux 7' } }),
    /^operating system: Linux 6 before, Linux 7 now$/,
  ],
  ['sendproof', storedRun({}, { tool: { version: '0.2.0' } }), /^sendproof: 0.1 before, 0.2 now$/],
  [
    'contract',
    storedRun({}, { contract: { sha256: 'f'.repeat(64) } }),
    /^contract: 5f6c0f7d0b7f before, ffffffffffff now$/,
  ],
  ['scenario', withLoad({ scenario: 'smoke' }), /^scenario: average before, smoke now$/],
  ['k6', withLoad({ generator: { ...generator, k6: { ...generator.k6, version: '1.5.0' } } }), /^k6: 1.4.0 before/],
  [
    'output',
    withLoad({ generator: { ...generator, k6: { ...generator.k6, output: 'stream' } } }),
    /extension before, stream now/,
  ],
  ['duration', withLoad({ generator: { ...generator, duration: 30 } }), /^duration: 60 s before, 30 s now$/],
  [
    'rate',
    withLoad({ stages: storedLoad().stages.map((stage) => ({ ...stage, rate: 50 })) }),
    /^rate: 100\/s before, 50\/s now$/,
  ],
  ['channels', withLoad({ channels: storedLoad().channels.slice(0, 1) }), /^channels: email, slack before, email now$/],
  [
    'payloads',
    withLoad({ payloads: storedLoad().payloads.slice(0, 1) }),
    /^payloads: html-large 10 %, plain 90 % before, plain 100 % now$/,
  ],
  ['an invalid load', withLoad({ valid: false }), /^new run: its load is not valid/],
  ['a load that was stopped', withLoad({ complete: false }), /^new run: its load was stopped/],
  [
    'no machine',
    storedRun({}, { machine: undefined }),
    /^new run: the record does not say on which machine it was made: run the load again/,
  ],
])('another %s is said, and nothing else', (_, other, words) => {
  expect(comparable(storedRun(), other)).toEqual([expect.stringMatching(words)]);
});

test('all differences are said at once', () => {
  const other = storedRun(
    {},
    { machine: { cpu: 'EPYC', cores: 2, memoryGb: 8, os: 'Darwin 24' }, load: { ...storedLoad(), scenario: 'smoke' } },
  );
  expect(comparable(storedRun(), other)).toHaveLength(5);
  expect(unusable(withLoad({ valid: false, complete: false }))).toHaveLength(2);
  expect(unusable(storedRun())).toEqual([]);
});

test('the record of it is one, and says how it was compared', () => {
  const { comparisons, experiment } = storedComparison([storedRun()], storedRun({ seed: 2, slower: 1.04 }), wanted);
  expect(Compile(ExperimentSchema).Check(experiment)).toBe(true);
  for (const comparison of comparisons) expect(Compile(ComparisonSchema).Check(comparison)).toBe(true);
  expect(experiment).toMatchObject({ kind: 'stored', sameTarget: true, decision: 'undecided', control: [], looks: [] });
  expect(experiment.baseline).toMatchObject({ requests: 6000, failed: 0 });
  expect(experiment.text).toMatch(
    /^p50 is [2345].*% slower .* than in the stored run; between runs [\d.]+ % is chance: undecided$/,
  );
  expect(experiment.why).toContain('p50 could be up to');
  expect(experiment.hint).toContain('store 4 more runs');
  expect(comparisons.map(({ metric, channel }) => [metric, channel])).toEqual(wanted.map((w) => [w.metric, w.channel]));
});

test('one stored run sees a slowdown of half, not of a twentieth', () => {
  const decided = (slower: number) =>
    storedComparison([storedRun()], storedRun({ seed: 2, slower }), wanted).experiment.decision;
  expect(decided(1)).toBe('undecided');
  expect(decided(1.05)).toBe('undecided');
  expect(decided(1.5)).toBe('worse');
});

test('many runs of a quiet machine see a tenth, and that nothing changed', () => {
  const quiet = drifting(20, 0.005);
  const { comparisons, experiment } = storedComparison(quiet, storedRun({ seed: 90, slower: 1.1 }), wanted);
  expect(experiment.decision).toBe('worse');
  expect(experiment.text).toMatch(/slower .* than in 20 stored runs;/);
  expect(comparisons.find(({ channel }) => channel === 'slack')?.decision).toBe('worse');
  const wide = wanted.map((one) => ({ ...one, margin: 0.15 }));
  expect(storedComparison(quiet, storedRun({ seed: 91 }), wide).experiment.decision).toBe('notWorse');
});

test('the shift by quantile shows where it is slower, with what is chance around', () => {
  const { shift } = storedComparison([storedRun()], storedRun({ seed: 2, tail: 2 }), wanted).experiment;
  const at = (quantile: number) => shift.find((point) => point.quantile === quantile);
  expect(Math.abs(at(0.5)?.change ?? 9)).toBeLessThan(0.03);
  expect(at(0.99)?.change).toBeGreaterThan(0.8);
  const width = (quantile: number) => (at(quantile)?.interval?.[1] ?? 0) - (at(quantile)?.interval?.[0] ?? 0);
  expect(width(0.5)).toBeGreaterThan(0.3);
  expect(width(0.99)).toBeGreaterThan(2 * width(0.5));
});

test('a percentile that few answers show is not compared, nor what a stored run cannot show', () => {
  const few = { requests: 100 };
  const { comparisons, experiment } = storedComparison([storedRun(few)], storedRun({ ...few, slower: 9 }), [
    ...wanted,
    { metric: 'cpu', channel: null, margin: 0.05, required: false },
  ]);
  expect(comparisons.map(({ metric, decision }) => [metric, decision])).toEqual([
    ['p50', 'worse'],
    ['p90', 'worse'],
    ['p99', 'undecided'],
    ['p50', 'worse'],
  ]);
  expect(experiment.notes).toContain('only percentiles of latency can be compared with a stored run');
});
