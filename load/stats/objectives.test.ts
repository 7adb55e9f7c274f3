import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, decide, type Objective } from './objectives.ts';
import { random } from './testing/random.ts';

function blocks(seconds: number, rate: number, p50: number, errors = 0, seed = 1): Block[] {
  const { normal, uniform } = random(seed);
  return Array.from({ length: seconds }, () => ({
    latencies: Array.from({ length: rate }, () => p50 * Math.exp(0.4 * normal()))
      .sort((a, b) => a - b)
      .map((value) => [value, 1] as const),
    requests: rate,
    failed: Array.from({ length: rate }, uniform).filter((value) => value < errors).length,
  }));
}

const objective = (metric: Objective['metric'], limit: number): Objective => ({ metric, limit, channel: null });

test.each<[Objective['metric'], number, string, RegExp]>([
  ['p50', 12, 'met', /^p50 is 10\.?\d* ms \(.* to .*\); at most 12 ms was asked for$/],
  ['p50', 8, 'missed', /at most 8 ms was asked for$/],
  ['p99', 26, 'undecided', /at most 26 ms was asked for; about .* (s|min|h) at this rate would tell$/],
  ['p9999', 1000, 'undecided', /answers are too few to bound p9999: about .* at this rate would tell$/],
  ['p9999', 5, 'missed', /at least/],
  ['max', 1000, 'met', /^max is .* ms; at most 1000 ms was asked for$/],
  ['max', 5, 'missed', /^max/],
  ['errors', 0.05, 'met', /^errors is 0 % \(0 % to 0\.\d+ %\); at most 5 % was asked for$/],
  ['throughput', 40, 'met', /^throughput is 50 answers\/s \(50 to 50\); at least 40 answers\/s was asked for$/],
  ['throughput', 60, 'missed', /at least 60/],
])('%s against %d: %s', (metric, limit, decision, text) => {
  const decided = decide(objective(metric, limit), blocks(20, 50, 10));
  expect(decided.text).toMatch(text);
  expect(decided.decision).toBe(decision);
});

test('without samples nothing is decided and no number is told', () => {
  const nothing = { value: null, interval: null, decision: 'undecided' };
  expect(decide({ metric: 'p99', limit: 50, channel: 'teams' }, [])).toEqual({
    ...nothing,
    text: 'teams: p99 is not known, as there are no samples; at most 50 ms was asked for; send requests to this channel to tell',
  });
  expect(decide(objective('errors', 0.1), [])).toMatchObject(nothing);
});

test('a limit that the real value just keeps or misses is decided wrongly in one run of twenty at most', () => {
  let wrong = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    if (decide(objective('p50', 10), blocks(20, 20, 10.01, 0, seed)).decision === 'met') wrong += 1;
  }
  expect(wrong / 200).toBeLessThanOrEqual(0.05);
});

test('a percentile far below its limit is within it, however much it swings from second to second', () => {
  const bursts = Array.from({ length: 9 }, (_, second): Block => {
    const slow = second % 4 === 3 ? 30 : 1;
    const latencies: Block['latencies'] = [
      [2, 100 - slow],
      [20, slow],
    ];
    return { latencies, requests: 100, failed: 0 };
  });
  expect(decide(objective('p95', 250), bursts).decision).toBe('met');
  expect(decide(objective('p95', 10), bursts).decision).toBe('undecided');
  expect(decide(objective('p95', 1), bursts).decision).toBe('missed');
});

test('the decision follows the numbers, and where there is an interval of the share it lies on that side', () => {
  const metrics = fc.constantFrom<Objective['metric']>('p50', 'p90', 'p95', 'p99', 'p999', 'errors', 'throughput');
  fc.assert(
    fc.property(
      metrics,
      fc.double({ min: 0, max: 60, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (metric, limit, seconds) => {
        const { value, interval, decision } = decide(objective(metric, limit), blocks(seconds, 20, 10, 0.3, seconds));
        if (value === null || interval === null || decision === 'undecided') return;
        const isRight = metric === 'throughput' ? value >= limit : value <= limit;
        expect(decision).toBe(isRight ? 'met' : 'missed');
        if (metric === 'errors') expect(isRight ? interval[1] : interval[0]).not.toBeNull();
      },
    ),
    { numRuns: 60 },
  );
});
