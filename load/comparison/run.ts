import { type Driven, drive, type Session } from '../drive.ts';
import { type LoadEffects, nodeEffects } from '../effects.ts';
import { totals } from '../measurement.ts';
import { type NotRun, nothingMeasured } from '../nothing-measured.ts';
import type { Settings } from '../scenarios/settings.ts';
import { withSession } from '../session.ts';
import { FIRST_LOOK, schedule } from '../stats/compare/schedule.ts';
import { brokenContract } from './broken.ts';
import { chosenRate, disturbance, lastPart, pilotParts, slowsWithRate } from './pilot.ts';
import { chunkSeconds, duetSettings, type Parts, sharedRoutes } from './plan.ts';
import { brokenOutcome, outcomeOf } from './result.ts';
import { collector, type Told } from './told.ts';
import type { CompareOutcome, ComparePlan, Measured, Ready } from './types.ts';
import { watchUse } from './use.ts';
import { SHORTEST_WARM_UP, watching } from './watching.ts';

/** Both together; more tells little more, and disturbs. */
const HIGHEST_RATE = 400;
/** Seconds in which a duet sends both the same, as good as. */
const SHORTEST_PART = 0.05;
/** Seconds for both alone: blocks of a quarter of a second, alternating. */
const ALONE_SECONDS = 2;

/**
 * Compares how fast two targets are: a pilot finds the rate, then k6 sends every message to both until it is proved that
 * the candidate is worse, or that it is not, or the budget is spent. Throws only for bugs.
 */
export async function runComparison(plan: ComparePlan, effects: LoadEffects = nodeEffects()): Promise<CompareOutcome> {
  if (sharedRoutes(plan.baseline.target, plan.candidate.target).length === 0) {
    const why = 'there is no channel for which both profiles name a thread';
    return { kind: 'notRun', why, hint: 'give both profiles threads of the same channels (states email-thread, …)' };
  }
  // Before anything is sent, as far as that is known.
  const hopeless = plan.rate === undefined ? null : lengthOf(plan, { rate: plan.rate * 2, sent: 0 });
  if (hopeless !== null && typeof hopeless !== 'number') return hopeless;
  return withSession(plan, effects, async (session, control) => {
    const ready = await piloted(session, plan, control, effects);
    if (ready.kind !== 'ready') return ready;
    const length = lengthOf(plan, ready);
    if (typeof length !== 'number') return length;
    return outcomeOf(plan, ready, await measure(session, plan, ready, length, control, effects));
  });
}

/** The most that both together may be sent in a second by their profiles; in blocks one gets all of it. */
function allowedRate({ baseline, candidate, oneAtATime }: ComparePlan): number {
  const cap = Math.min(baseline.target.caps.ratePerSecond, candidate.target.caps.ratePerSecond);
  return cap * (oneAtATime ? 1 : 2);
}

async function piloted(
  session: Session,
  plan: ComparePlan,
  control: Settings['control'],
  effects: LoadEffects,
): Promise<Ready | CompareOutcome> {
  const allowed = allowedRate(plan);
  const given = plan.rate === undefined ? null : Math.min(plan.rate * 2, allowed);
  const parts = pilotParts(given, Math.min(HIGHEST_RATE, allowed));
  const pilot = await sample(session, plan, parts, { inBlocks: plan.oneAtATime, control, what: 'pilot' }, effects);
  if (totals(pilot.driven.measurement).answered === 0) return nothingMeasured(pilot.driven);
  const broken = brokenContract(plan, pilot.driven, pilot.answers);
  if (broken?.kind === 'notRun') return broken;
  if (broken !== null) return brokenOutcome(plan, broken, pilot);
  const found = given === null ? chosenRate(parts, pilot.answers) : { rate: given, text: 'as given' };
  const notes =
    plan.rate !== undefined && given !== null && given < plan.rate * 2
      ? [`the rate is ${given / 2}/s to each instead of ${plan.rate}/s: limits.ratePerSecond of a profile`]
      : [];
  const rate = given ?? wholePairs(found.rate);
  const sent = pilot.driven.measurement.sent;
  const isLast = found.rate === parts.at(-1)?.rate;
  const mayDisturb = isLast && slowsWithRate(parts, pilot.answers);
  const onOneHost = plan.baseline.loopback && plan.candidate.loopback;
  if (plan.oneAtATime || !mayDisturb || !onOneHost)
    return { kind: 'ready', rate, rateText: found.text, inBlocks: plan.oneAtATime, notes, sent };
  // Each gets, in its blocks, what it got beside the other.
  const alone: Parts = [{ rate: Math.max(1, found.rate / 2), seconds: ALONE_SECONDS }];
  const blocks = await sample(session, plan, alone, { inBlocks: true, control, what: 'pilot, one at a time' }, effects);
  const disturbed = disturbance(lastPart(parts, pilot.answers), blocks.answers);
  return {
    kind: 'ready',
    rate,
    rateText: found.text,
    inBlocks: disturbed !== null,
    notes: disturbed === null ? notes : [...notes, `${disturbed}; so they were driven one at a time`],
    sent: sent + blocks.driven.measurement.sent,
  };
}

/** So that a quarter of a second holds whole pairs. */
function wholePairs(rate: number): number {
  return rate < 8 ? rate : Math.floor(rate / 8) * 8;
}

async function sample(
  session: Session,
  plan: ComparePlan,
  parts: Parts,
  { inBlocks, control, what }: { inBlocks: boolean; control: Settings['control']; what: string },
  effects: LoadEffects,
): Promise<{ driven: Driven; answers: Told[] }> {
  const settings = settingsOf(plan, parts, inBlocks, control);
  const told = collector(settings);
  const driven = await drive(session, settings, what, effects, {
    onSamples: told.add,
    stop: new AbortController().signal,
  });
  return { driven, answers: told.answers };
}

function settingsOf(
  { baseline, candidate, seed }: ComparePlan,
  parts: Parts,
  inBlocks: boolean,
  control: Settings['control'],
) {
  return duetSettings({ baseline: baseline.target, candidate: candidate.target }, parts, { seed, inBlocks, control });
}

/** Seconds of the measurement: the budget, or less when a profile's limits end it before. */
function lengthOf(
  { baseline, candidate, budget }: ComparePlan,
  { rate, sent }: Pick<Ready, 'rate' | 'sent'>,
): number | NotRun {
  const needed = SHORTEST_WARM_UP + FIRST_LOOK * chunkSeconds(rate / 2);
  const allowed = Math.min(baseline.target.caps.requests, candidate.target.caps.requests) - Math.ceil(sent / 2);
  const seconds = Math.floor(Math.min(budget, allowed / (rate / 2)));
  if (seconds >= needed) return seconds;
  if (budget < needed) {
    const why = `${budget} s are too short for any verdict: at ${rate / 2} requests/s to each, ${needed} s are needed`;
    return { kind: 'notRun', why, hint: `give --budget ${needed}s or more` };
  }
  const why = `limits.requests of a profile leaves ${Math.max(0, allowed)} requests, which last ${Math.max(0, seconds)} s; ${needed} s are needed for any verdict`;
  return {
    kind: 'notRun',
    why,
    hint: `allow ${Math.ceil(needed * (rate / 2) + sent / 2)} requests in both profiles, or give a lower --rate`,
  };
}

async function measure(
  session: Session,
  plan: ComparePlan,
  { rate, inBlocks }: Ready,
  length: number,
  control: Settings['control'],
  effects: LoadEffects,
): Promise<Measured> {
  const settings = settingsOf(plan, [{ rate, seconds: length }], inBlocks, control);
  const width = chunkSeconds(rate / 2);
  const stop = new AbortController();
  const uses = watchUse(plan, effects);
  const run = settings.duet?.order.run ?? 1;
  const watch = watching(
    {
      settings,
      wanted: plan.wanted,
      schedule: schedule(Math.floor((length - SHORTEST_WARM_UP) / width)),
      chunkSeconds: width,
      block: inBlocks ? (2 * run) / rate : SHORTEST_PART,
      uses: uses.read,
    },
    () => stop.abort(),
  );
  try {
    const driven = await drive(session, settings, 'comparison', effects, {
      onSamples: (samples) => {
        uses.align(samples);
        watch.onSamples(samples);
      },
      stop: stop.signal,
    });
    return { driven, seen: watch.finish(), chunkSeconds: width, seconds: length, cores: effects.cores };
  } finally {
    uses.stop();
  }
}
