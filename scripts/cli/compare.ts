import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { type Margin, wantedOf } from '../../load/comparison/wanted.ts';
import type { OpenRun } from '../../reports/record/writer.ts';
import type { Progress } from './console.ts';
import { type Io, root } from './io.ts';
import { loadTargetOf, progressText } from './load.ts';
import { scratch, userCache } from './places.ts';

/** What is to be compared with the target, and how sure it has to be. */
export type CompareWish = {
  baseline: Target;
  /** Seconds. */
  budget: number;
  /** Requests a second to each side. */
  rate?: number | undefined;
  metric?: readonly Margin[] | undefined;
  oneAtATime: boolean;
  k6?: string | undefined;
};

type Subject = { contract: Contract; target: Target; seed: number };

/** Drives both targets with k6 and appends what that came to, or why nothing could be measured. */
export async function measureComparison(
  wish: CompareWish,
  subject: Subject,
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<void> {
  const outcome = await compared(wish, subject, progress, io);
  if (outcome.kind === 'compared') {
    const { comparisons, experiment } = outcome;
    run.append({ type: 'comparison', comparisons, experiment });
    progress.done(`comparison: ${experiment.text}`);
    return;
  }
  run.append({ type: 'notRun', notRun: { what: 'comparison', why: outcome.why, hint: outcome.hint } });
  progress.done('comparison: not run');
}

/** The same without a record. */
export async function compared(
  { baseline, metric = [], k6: flag, ...wish }: CompareWish,
  { contract, target, seed }: Subject,
  progress: Progress,
  io: Io,
) {
  // Loaded here: no other command should pay for it.
  const { findK6 } = await import('../../load/k6/find.ts');
  const { runComparison } = await import('../../load/comparison/run.ts');
  const { sharedRoutes } = await import('../../load/comparison/plan.ts');
  const k6 = await findK6({ flag, env: io.env.SENDPROOF_K6, path: io.env.PATH, root, cache: userCache(io) });
  if (k6.kind === 'missing') return { kind: 'notRun' as const, why: k6.why, hint: k6.hint };
  const [mine, other] = [comparedTarget(baseline, contract), comparedTarget(target, contract)];
  const channels = sharedRoutes(mine.target, other.target).map((routes) => routes.baseline.channel);
  progress.done(planText(baseline, target, wish.budget, k6));
  return runComparison({
    ...wish,
    baseline: mine,
    candidate: other,
    wanted: wantedOf(metric, channels),
    seed,
    k6,
    contract: contract.document.root,
    workDir: scratch(io),
    environment: io.env,
    signal: io.signal,
    onProgress: (now) => progress.say(progressText(now)),
  });
}

/** What will happen, said before anything is sent. */
function planText(baseline: Target, target: Target, budget: number, k6: { version: string; via: string }): string {
  const itself = baseline.baseUrl === target.baseUrl ? ': the same target, compared with itself' : '';
  const people = baseline.loopback && target.loopback ? '' : '; each request is a message that somebody may receive';
  return `comparison with k6 ${k6.version} (${k6.via}): ${baseline.baseUrl} is the baseline, ${target.baseUrl} the candidate${itself}; at most ${budget} s and some for a pilot, and never more than either profile's limits${people}`;
}

function comparedTarget(target: Target, contract: Contract) {
  return {
    name: target.name,
    target: loadTargetOf(target, contract),
    loopback: target.loopback,
    metrics: target.profile.metrics,
  };
}
