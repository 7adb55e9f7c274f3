import { join } from 'node:path';
import { channelOf } from '../../contracts/cases/build.ts';
import { stateNames } from '../../contracts/cases/state.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Target } from '../../contracts/target/profile.ts';
import type { Mix } from '../../load/mix.ts';
import type { LoadTarget } from '../../load/plan.ts';
import type { OpenRun } from '../../reports/record/writer.ts';
import type { Progress } from './console.ts';
import { type Io, root } from './io.ts';

/** What load is asked for; what is left out the scenario decides. */
export type LoadWish = { scenario: 'smoke'; rate?: number; duration?: number; mix?: Mix; k6?: string };

/** Measures one scenario with k6 and appends what it found, or why nothing could be measured. */
export async function measureLoad(
  { scenario, rate, duration, mix, k6: flag }: LoadWish,
  { contract, target }: { contract: Contract; target: Target },
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<void> {
  // Loaded here: the contract half should not pay for it.
  const { findK6 } = await import('../../load/k6/find.ts');
  const { runLoad } = await import('../../load/run.ts');
  const k6 = await findK6({ flag, env: io.env.SENDPROOF_K6, path: io.env.PATH, root });
  if (k6.kind === 'missing') {
    run.append({ type: 'notRun', notRun: { what: 'load', why: k6.why, hint: k6.hint } });
    return;
  }
  progress.say(`load: scenario ${scenario} with k6 ${k6.version} (${k6.via})`);
  const outcome = await runLoad({
    scenario,
    rate,
    duration,
    mix,
    k6,
    target: loadTargetOf(target),
    contract: contract.document.root,
    workDir: join(root, 'node_modules/.cache/sendproof'),
    signal: io.signal,
    onProgress: ({ elapsed, duration: whole, requests, rate: now, p50, p95, failed }) =>
      progress.say(
        `load: ${Math.round(elapsed)} of ${whole} s, ${requests} requests, ${now.toFixed(0)}/s, p50 ${shown(p50)}, p95 ${shown(p95)}, ${failed} failed`,
      ),
  });
  if (outcome.kind === 'measured') run.append({ type: 'load', load: outcome.load });
  else run.append({ type: 'notRun', notRun: { what: 'load', why: outcome.why, hint: outcome.hint } });
  progress.done(outcome.kind === 'measured' ? 'load: measured' : 'load: not run');
}

/** One thread of each channel that the profile has. */
function loadTargetOf({ baseUrl, states, tokens, limits }: Target): LoadTarget {
  const routes = stateNames.flatMap((name) => {
    const channel = channelOf[name];
    const state = states[name];
    // The stored Slack thread is the second of its channel: one is enough.
    if (channel === undefined || state.kind !== 'ready' || name === 'slack-thread-stored') return [];
    return state.entries.slice(0, 1).flatMap(({ thread, token, channelId }) => {
      const value = tokens.get(token)?.value;
      return value === undefined ? [] : [{ channel, thread, token: value, ...(channelId ? { channelId } : {}) }];
    });
  });
  return { baseUrl, routes, caps: limits };
}

function shown(milliseconds: number | null): string {
  return milliseconds === null ? '–' : `${milliseconds.toFixed(1)} ms`;
}
