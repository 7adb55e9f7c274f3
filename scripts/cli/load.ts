import { channelOf, sends } from '../../contracts/cases/build.ts';
import { stateNames } from '../../contracts/cases/state.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { defaultAttachmentUrl } from '../../contracts/target/resolve.ts';
import { GENTLE_PAYLOADS, type Mix, type PayloadMix } from '../../load/mix.ts';
import { type LoadTarget, settle, sizeOf, type Wanted } from '../../load/plan.ts';
import type { Progress as LoadProgress } from '../../load/progress.ts';
import type { Load } from '../../load/sample.ts';
import type { ScenarioName } from '../../load/scenarios/index.ts';
import { CHANNELS } from '../../load/scenarios/settings.ts';
import { type LoadSettings, ofScenario, type WantedObjective } from '../../load/wish.ts';
import type { OpenRun } from '../../reports/record/writer.ts';
import type { Progress } from './console.ts';
import { type Io, root } from './io.ts';
import { allows, messagesOf } from './load-messages.ts';
import { scratch, userCache } from './places.ts';

/** What load is asked for; what is left out the settings decide, and what they leave out the scenario. */
export type LoadWish = {
  scenario: ScenarioName;
  rate?: number | undefined;
  duration?: number | undefined;
  vus?: number | undefined;
  mix?: Mix | undefined;
  payloads?: PayloadMix | undefined;
  objective?: WantedObjective[] | undefined;
  settings: LoadSettings;
  k6?: string | undefined;
  k6Out?: string[] | undefined;
};

/** Measures one scenario with k6 and appends what it found, or why nothing could be measured: then there is null. */
export async function measureLoad(
  wish: LoadWish,
  { contract, target }: { contract: Contract; target: Target },
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<Load | null> {
  // Loaded here: the contract half should not pay for it.
  const { findK6 } = await import('../../load/k6/find.ts');
  const { keepMemorySmall } = await import('../../load/memory.ts');
  const { runLoad } = await import('../../load/run.ts');
  keepMemorySmall();
  const k6 = await findK6({ flag: wish.k6, env: io.env.SENDPROOF_K6, path: io.env.PATH, root, cache: userCache(io) });
  if (k6.kind === 'missing') {
    run.append({ type: 'notRun', notRun: { what: 'load', why: k6.why, hint: k6.hint } });
    return null;
  }
  const wanted = wantedOf(wish, { contract, target });
  progress.done(planText(wanted, target, k6));
  const outcome = await runLoad({
    ...wanted,
    objectives: wish.objective ?? wish.settings.objectives,
    stopWhen: wish.settings.stopWhen,
    metrics: target.profile.metrics,
    outputs: wish.k6Out,
    environment: io.env,
    k6,
    contract: contract.document.root,
    workDir: scratch(io),
    signal: io.signal,
    onProgress: (now) => progress.say(progressText(now)),
  });
  if (outcome.kind === 'measured') run.append({ type: 'load', load: outcome.load });
  else run.append({ type: 'notRun', notRun: { what: 'load', why: outcome.why, hint: outcome.hint } });
  progress.done(outcome.kind === 'measured' ? 'load: measured' : 'load: not run');
  return outcome.kind === 'measured' ? outcome.load : null;
}

/** How a run of k6 goes, in a line. */
export function progressText({ what, elapsed, duration: whole, requests, rate, p50, p95, p99, failed }: LoadProgress) {
  return `${what}: ${Math.round(elapsed)} of ${duration(whole)}, ${requests} requests, now ${rate.toFixed(0)}/s, p50 ${shown(p50)}, p95 ${shown(p95)}, p99 ${shown(p99)}, ${failed} failed`;
}

/** Flags before the settings file, the file before what the scenario would do. */
export function wantedOf(
  { scenario, settings, ...flags }: LoadWish,
  { contract, target }: { contract: Contract; target: Target },
): Wanted {
  const own = ofScenario(settings, scenario);
  return {
    scenario,
    target: loadTargetOf(target, contract),
    rate: flags.rate ?? own.rate,
    duration: flags.duration ?? own.seconds,
    vus: flags.vus ?? own.vus,
    mix: flags.mix ?? settings.channels,
    payloads: flags.payloads ?? settings.payloads ?? (target.loopback ? undefined : GENTLE_PAYLOADS),
    timeout: settings.timeout,
  };
}

/** What will be sent, said before it is. */
export function planText(wanted: Wanted, target: Target, k6: { version: string; via: string } | null): string {
  const settled = settle(wanted);
  const by = k6 === null ? 'in a cluster' : `with k6 ${k6.version} (${k6.via})`;
  if (settled.kind === 'refused') return `load: scenario ${wanted.scenario} ${by}`;
  const { requests, rate, seconds } = sizeOf(settled.settings.model);
  const people = target.loopback ? '' : ', each a message that somebody may receive';
  const most =
    wanted.scenario === 'breakpoint'
      ? `steps of ${duration(seconds)} from ${rate}/s up to ${target.limits.ratePerSecond}/s at most, ${wanted.target.caps.requests} requests at most`
      : wanted.scenario === 'closed'
        ? `as many requests as are answered in ${duration(seconds)}, ${requests} at most`
        : `${requests} requests in ${duration(seconds)}, ${rate}/s at most`;
  return `load: scenario ${wanted.scenario} ${by}: ${most}, to ${target.baseUrl}${people}`;
}

/** One thread of each channel that the profile has. */
export function loadTargetOf(
  { baseUrl, states, tokens, limits, attachmentUrl }: Target,
  contract: Contract,
): LoadTarget {
  const allowed = allows(contract);
  const routes = stateNames.flatMap((name) => {
    const channel = CHANNELS.find((one) => one === channelOf(name));
    const state = states[name];
    // The stored Slack thread is the second of its channel: one is enough.
    if (channel === undefined || !allowed.channel(channel) || !sends(name) || name === 'slack-thread-stored') return [];
    if (state.kind !== 'ready') return [];
    return state.entries.slice(0, 1).flatMap(({ thread, token, channelId }) => {
      const value = tokens.get(token)?.value;
      return value === undefined
        ? []
        : [{ channel, thread, token: value, ...(channelId && allowed.channelId ? { channelId } : {}) }];
    });
  });
  return {
    baseUrl,
    routes,
    attachmentUrl: attachmentUrl ?? defaultAttachmentUrl,
    messages: messagesOf(contract),
    caps: limits,
  };
}

function duration(seconds: number): string {
  return seconds < 120 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds / 6) / 10} min`;
}

function shown(milliseconds: number | null): string {
  return milliseconds === null ? '–' : `${milliseconds.toFixed(1)} ms`;
}
