import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Wanted } from '../compare/types.ts';
import { normalQuantile } from '../probability.ts';
import { random } from '../testing/random.ts';
import { against, type Levels, storedRows, usualDrift } from './drift.ts';

const P50 = usualDrift(0.5);
const Z = normalQuantile(0.99);

/** How often (share of 20,000) a run is found worse than so many stored ones, at one error in a hundred. */
function foundWorse(runs: number, drift: number, slowdown: number): number {
  const { normal } = random(runs * 1000 + Math.round(drift * 1000));
  let found = 0;
  for (let trial = 0; trial < 20_000; trial += 1) {
    const baselines = Array.from({ length: runs }, () => 3 + drift * normal());
    if (against(baselines, 3 + Math.log1p(slowdown) + drift * normal(), Z, P50).interval[0] > 0) found += 1;
  }
  return found / 20_000;
}

test('from five stored runs on, a false alarm comes in one of a hundred runs, however much the machine drifts', () => {
  for (const drift of [0.01, 0.065, 0.2])
    for (const runs of [5, 10, 30]) expect(foundWorse(runs, drift, 0)).toBeLessThan(0.0125);
});

test('with fewer, it does as long as the machine drifts no more than machines do', () => {
  for (const drift of [0.03, 0.065])
    for (const runs of [1, 2, 4]) expect(foundWorse(runs, drift, 0)).toBeLessThan(0.0115);
  // A machine that drifts twice as much shows it from the second run on, though not at once.
  expect(foundWorse(4, 0.13, 0)).toBeLessThan(foundWorse(1, 0.13, 0) / 3);
});

test('what is found: little against one run, more with the spread of many', () => {
  expect(foundWorse(1, 0.065, 0.05)).toBeLessThan(0.05);
  expect(foundWorse(1, 0.065, 0.4)).toBeGreaterThan(0.9);
  expect(foundWorse(10, 0.03, 0.05)).toBeLessThan(0.4);
  expect(foundWorse(10, 0.03, 0.16)).toBeGreaterThan(0.9);
  expect(foundWorse(30, 0.02, 0.08)).toBeGreaterThan(0.9);
});

test('the spread is the runs’ own only when there are enough of them', () => {
  expect(against([3, 3.01], 3, Z, 0.065)).toMatchObject({ known: false, spread: 0.065 });
  expect(against([3, 3.4], 3, Z, 0.065).spread).toBeCloseTo(0.4 / Math.SQRT2);
  expect(against([1, 2, 3, 4, 5], 3, Z, 0.065)).toMatchObject({ known: true, spread: Math.sqrt(2.5), change: 0 });
});

test('the usual drift is the measured one, and grows towards the tail', () => {
  for (const [quantile, drift] of [
    [0.01, 0.065],
    [0.25, 0.065],
    [0.5, 0.065],
    [0.9, 0.1],
    [0.99, 0.2],
    [0.999, 0.2],
  ] as const)
    expect(usualDrift(quantile)).toBeCloseTo(drift);
  const between = [0.5, 0.7, 0.9, 0.95, 0.99].map(usualDrift);
  expect([...between].sort((a, b) => a - b)).toEqual(between);
});

const p50: Wanted = { metric: 'p50', channel: null, margin: 0.05, required: true };
const levels = (p50: number, email = p50): Levels =>
  new Map([
    ['p50', Math.log(p50)],
    ['email.p50', Math.log(email)],
  ]);
const alike = Array.from({ length: 30 }, (_, at) => levels(20 * (1 + 0.004 * Math.sin(at * 2.4))));

test('worse, not worse and undecided', () => {
  const decision = (baselines: readonly Levels[], candidate: number, wanted: Wanted = p50) =>
    storedRows(baselines, levels(candidate), [wanted])[0]?.decision;
  expect(decision([levels(20)], 21)).toBe('undecided');
  expect(decision([levels(20)], 26)).toBe('worse');
  expect(decision([levels(20)], 20, { ...p50, margin: 0.45 })).toBe('notWorse');
  // Faster, so that all of the interval is below the margin; but a change of that size could have been missed.
  expect(decision([levels(20)], 18, { ...p50, margin: 0.3 })).toBe('undecided');
  expect(decision(alike, 20.1)).toBe('notWorse');
  expect(decision(alike, 21)).toBe('worse');
  // Sure, but smaller than what is worth a name: two fifths of the margin.
  expect(decision(alike, 20.7, { ...p50, margin: 0.1 })).toBe('notWorse');
});

test('a row tells values in milliseconds, and what could have been seen: with one stored run, a fifth', () => {
  const [row] = storedRows([levels(20), levels(20)], levels(21), [p50]);
  expect(row).toMatchObject({ metric: 'p50', channel: null, needed: null });
  expect(row?.baseline).toBeCloseTo(20);
  expect(row?.candidate).toBeCloseTo(21);
  expect(row?.change).toBeCloseTo(0.05);
  const [one] = storedRows([levels(20)], levels(20), [p50]);
  expect(one?.interval?.[1]).toBeCloseTo(0.24, 1);
  expect(one?.detectable).toBeGreaterThan(0.2);
});

test('the more is asked at once, the less of it is sure', () => {
  const rows = (count: number) =>
    storedRows(
      [levels(20)],
      levels(25),
      Array.from({ length: count }, () => p50),
    );
  expect(rows(1)[0]?.decision).toBe('worse');
  expect(rows(15)[0]?.decision).toBe('undecided');
});

test('a subject that a run does not show is undecided, and so is what no stored run can show', () => {
  const wanted: Wanted[] = [
    { ...p50, channel: 'slack' },
    { ...p50, metric: 'cpu' },
  ];
  for (const row of storedRows([levels(20)], levels(90), wanted))
    expect(row).toMatchObject({ decision: 'undecided', change: null, interval: null });
  expect(storedRows([], levels(20), [p50])[0]).toMatchObject({ decision: 'undecided', change: null });
});

test('a machine twice as fast changes no decision, and the order of stored runs does not matter', () => {
  const ms = fc.double({ min: 5, max: 50, noNaN: true });
  fc.assert(
    fc.property(fc.array(ms, { minLength: 1, maxLength: 8 }), ms, (before, now) => {
      const decided = (factor: number, runs: readonly number[]) =>
        storedRows(
          runs.map((one) => levels(one * factor)),
          levels(now * factor),
          [p50],
        )[0];
      const [given, twice, turned] = [decided(1, before), decided(2, before), decided(1, before.toReversed())];
      expect(twice?.decision).toBe(given?.decision);
      expect(twice?.change).toBeCloseTo(given?.change ?? 0, 9);
      expect(turned?.change).toBeCloseTo(given?.change ?? 0, 9);
    }),
  );
});
