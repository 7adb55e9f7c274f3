import { Check } from 'typebox/value';
import { expect, test } from 'vitest';
import { ComparisonSchema, ExperimentSchema } from './record.ts';
import { runComparison } from './run.ts';
import { about, inWorld, type Met, PLAN, type World } from './testing/world.ts';
import type { ComparePlan } from './types.ts';
import { wantedOf } from './wanted.ts';

const WANTED = wantedOf([], ['email', 'slack']);

async function outcomeIn(world: World, plan: Partial<ComparePlan> = {}) {
  const { effects, runs } = inWorld(world);
  return { outcome: await runComparison({ ...PLAN, wanted: WANTED, ...plan }, effects), runs };
}

async function comparedIn(world: World, plan: Partial<ComparePlan> = {}) {
  const { outcome, runs } = await outcomeIn(world, plan);
  if (outcome.kind === 'notRun') throw new Error(outcome.why);
  const { comparisons, experiment } = outcome;
  for (const one of comparisons) expect(Check(ComparisonSchema, one)).toBe(true);
  expect(Check(ExperimentSchema, experiment)).toBe(true);
  return { comparisons, experiment, runs };
}

const both = ({ random }: Met) => ({ latency: about(5, random) });
const slower = (factor: number) => (met: Met) => ({
  latency: about(met.side === 'candidate' ? 5 * factor : 5, met.random),
});

test('a candidate that is 5 % slower is worse: seen before the budget is spent, said in one sentence', async () => {
  const { comparisons, experiment } = await comparedIn({ reply: slower(1.05) });
  expect(experiment).toMatchObject({ kind: 'duet', decision: 'worse', rate: 200, sameTarget: false });
  expect(experiment.seconds).toBeLessThan(40);
  expect(experiment.text).toMatch(/^p50 is [45]\S* % slower \(.* to .*\), seen in \d+ s; could have seen .* %$/);
  const p50 = comparisons.find(({ metric, channel }) => metric === 'p50' && channel === null);
  expect(p50).toMatchObject({ decision: 'worse', threshold: 0.05, change: expect.closeTo(0.05, 1) });
});

test('two that are alike are not worse, and it is seen what was the same and what would have been seen', async () => {
  const { comparisons, experiment } = await comparedIn({ reply: both }, { budget: 120 });
  expect(experiment).toMatchObject({ decision: 'notWorse', why: null, hint: null });
  expect(experiment.baseline).toMatchObject({ name: 'main', failed: 0 });
  expect(Math.abs(experiment.baseline.requests - experiment.candidate.requests)).toBeLessThan(3);
  for (const { required, detectable, threshold } of comparisons)
    if (required) expect(detectable).toBeLessThanOrEqual(threshold);
  for (const values of experiment.chunks.values) expect(values).toHaveLength(experiment.chunks.starts.length);
  expect(experiment.shift.length).toBeGreaterThan(8);
});

test('one channel alone that is slower is worse, and named', async () => {
  const { comparisons, experiment } = await comparedIn({
    reply: (met) => ({ latency: about(met.side === 'candidate' && met.channel === 'slack' ? 6 : 5, met.random) }),
  });
  expect(experiment.decision).toBe('worse');
  const worse = comparisons.filter(({ decision }) => decision === 'worse');
  expect(worse.some(({ metric, channel }) => metric === 'p50' && channel === 'slack')).toBe(true);
  expect(worse.some(({ channel }) => channel === 'email')).toBe(false);
});

test('a candidate that fails faster is not faster', async () => {
  const { comparisons, experiment } = await comparedIn({
    reply: ({ side, random }) =>
      side === 'candidate' && random.uniform() < 0.03
        ? { latency: 0.5, outcome: 'status', why: 'status 500' }
        : { latency: about(side === 'candidate' ? 4 : 5, random) },
  });
  expect(experiment).toMatchObject({ decision: 'worse', text: expect.stringContaining('failed requests') });
  expect(experiment.candidate.failures).toEqual([{ why: 'status 500', count: expect.any(Number) }]);
  expect(comparisons.find(({ metric }) => metric === 'errors')).toMatchObject({ decision: 'worse' });
});

test('answers against the contract come first: speed is not even asked', async () => {
  const { experiment, comparisons, runs } = await comparedIn({
    reply: ({ side, random }) => ({
      latency: about(5, random),
      ...(side === 'candidate' ? { outcome: 'exchanged', why: 'channel is "email"' } : {}),
    }),
  });
  expect(runs).toHaveLength(1);
  expect(experiment).toMatchObject({
    decision: 'worse',
    text: expect.stringMatching(/^the candidate breaks the contract/),
  });
  expect(comparisons).toMatchObject([{ metric: 'errors', decision: 'worse', candidate: 1 }]);
});

test('a baseline that breaks the contract, or a side that gives no right answer, gives no verdict', async () => {
  const broken = await outcomeIn({
    reply: ({ side, random }) => ({
      latency: about(5, random),
      ...(side === 'baseline' ? { outcome: 'wrong', why: 'the body is not JSON' } : {}),
    }),
  });
  expect(broken.outcome).toMatchObject({ kind: 'notRun', why: expect.stringMatching(/baseline \(main\).*not JSON/) });
  const refused = await outcomeIn({
    reply: ({ side, random }) => ({
      latency: about(1, random),
      ...(side === 'candidate' ? { outcome: 'status', why: 'status 401' } : {}),
    }),
  });
  expect(refused.outcome).toMatchObject({ kind: 'notRun', why: expect.stringContaining('status 401') });
});

test('a baseline that dies in the middle decides nothing; a candidate that does is worse', async () => {
  const dying = (which: string) => (met: Met) => {
    const isDead = met.side === which && met.run > 1 && met.rate > 300 && met.second > 8;
    return isDead ? { latency: 0, outcome: 'none' as const, why: 'connection refused' } : both(met);
  };
  const baseline = await comparedIn({ reply: dying('baseline') });
  expect(baseline.experiment).toMatchObject({
    decision: 'undecided',
    why: expect.stringMatching(/baseline itself failed .*connection refused/),
  });
  const candidate = await comparedIn({ reply: dying('candidate') });
  expect(candidate.experiment.decision).toBe('worse');
});

test('a target that asks for less, or a generator that is late, leaves it undecided, whatever the numbers say', async () => {
  const limited = await comparedIn({
    reply: (met) =>
      met.random.uniform() < 0.01 ? { latency: 1, outcome: 'limited', why: 'status 429' } : slower(1.5)(met),
  });
  expect(limited.experiment).toMatchObject({ decision: 'undecided', why: expect.stringContaining('429') });
  expect(limited.comparisons.every(({ decision }) => decision === 'undecided')).toBe(true);
  const late = await comparedIn({ reply: slower(1.5), late: 80 });
  expect(late.experiment).toMatchObject({ decision: 'undecided', why: expect.stringContaining('80 ms late') });
});

test('a side that is cold at first is not accused', async () => {
  const { experiment } = await comparedIn(
    {
      reply: ({ side, second, run, random }) => ({
        latency: about(side === 'candidate' && run > 1 ? 5 * (1 + 2 * Math.exp(-second / 6)) : 5, random),
      }),
    },
    { budget: 120, seed: 101 },
  );
  expect(experiment.decision).toBe('notWorse');
  expect(experiment.candidate.warmUp).toBeGreaterThan(2);
});

test('the same target on both sides is compared with itself, and that is said', async () => {
  const { experiment } = await comparedIn({ reply: both }, { candidate: PLAN.baseline });
  expect(experiment).toMatchObject({ sameTarget: true });
  expect(experiment.decision).not.toBe('worse');
});

test('two that disturb each other are driven one at a time, and so they are when asked', async () => {
  const disturbed = await comparedIn({
    reply: ({ alone, rate, side, random }) => ({
      latency: about(side === 'candidate' ? 6 : 5, random) * (alone || rate < 300 ? 1 : 1.4),
    }),
  });
  expect(disturbed.experiment).toMatchObject({ kind: 'one-at-a-time', decision: 'worse' });
  expect(disturbed.experiment.notes).toEqual([expect.stringContaining('want the same processors')]);
  const asked = await comparedIn({ reply: both }, { oneAtATime: true });
  expect(asked.experiment).toMatchObject({ kind: 'one-at-a-time', notes: [] });
  for (const { duet } of asked.runs) expect(duet?.order.run).toBeGreaterThan(1);
});

test('the rate stays below what presses either target', async () => {
  const { experiment } = await comparedIn(
    {
      reply: ({ rate, random }) => ({ latency: about(rate > 100 ? 50 : 5, random) }),
    },
    { budget: 90 },
  );
  expect(experiment).toMatchObject({ rate: 28, rateText: expect.stringContaining('no longer as fast') });
  const given = await comparedIn({ reply: both }, { rate: 60 });
  expect(given.experiment).toMatchObject({ rate: 60, rateText: 'as given' });
});

test('a budget or a limit that is too short for any verdict is refused, and it is said what is needed', async () => {
  const short = await outcomeIn({ reply: both }, { budget: 20 });
  expect(short.outcome).toMatchObject({ kind: 'notRun', hint: expect.stringMatching(/--budget 32s/) });
  const target = { ...PLAN.baseline.target, caps: { requests: 1000, ratePerSecond: 1000 } };
  const few = await outcomeIn({ reply: both }, { baseline: { ...PLAN.baseline, target } });
  expect(few.outcome).toMatchObject({ kind: 'notRun', why: expect.stringContaining('limits.requests') });
});

test('neither side is ever sent more a second than its profile allows', async () => {
  const target = { ...PLAN.candidate.target, caps: { requests: 100_000, ratePerSecond: 30 } };
  for (const oneAtATime of [true, false]) {
    const { runs } = await comparedIn(
      { reply: both },
      { candidate: { ...PLAN.candidate, target }, oneAtATime, budget: 150 },
    );
    for (const { model, duet } of runs) {
      const most = Math.max(...(model.kind === 'open' ? model.stages.map(({ rate }) => rate) : [0]));
      expect(duet?.order.run === 1 ? most / 2 : most).toBeLessThanOrEqual(30);
    }
  }
});

test('CPU time a request is a witness of its own', async () => {
  const { comparisons, experiment } = await comparedIn({ reply: both, cpu: { baseline: 0.001, candidate: 0.0011 } });
  expect(comparisons.find(({ metric }) => metric === 'cpu')).toMatchObject({
    decision: 'worse',
    change: expect.closeTo(0.1, 1),
  });
  expect(experiment.decision).toBe('worse');
});

test('no secret is in what comes out', async () => {
  const { comparisons, experiment } = await comparedIn({
    reply: ({ side, random }) => ({
      latency: about(5, random),
      ...(side === 'candidate' ? { outcome: 'wrong', why: 'w' } : {}),
    }),
  });
  expect(JSON.stringify([comparisons, experiment])).not.toContain('secret-token');
});
