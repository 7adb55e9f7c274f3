import exec from 'k6/execution';
import { Trend } from 'k6/metrics';
import type { Host, Plan, Timing } from './host.ts';
import { CONTROL, RESULT_METRIC } from './settings.ts';

/**
 * k6's own objects for this virtual user. Each read of `exec.scenario` and the like makes a new one, so they are read
 * once; they can be read only when it runs.
 */
type Own = {
  scenario: typeof exec.scenario;
  instance: typeof exec.instance;
  metadata: typeof exec.vu.metrics.metadata;
};

const TRIES = 3;

const results = new Trend(RESULT_METRIC, true);
let timings: Plan['timings'] = {};
let own: Own | undefined;
/** By name of the k6 scenario, when it began: in milliseconds since the start of the run. */
const begun: Record<string, number> = {};
/** Of the request that began last. */
const begin = { due: 0, late: 0, idle: 0 };
/** Milliseconds since the start of the run: when the target's last answer came. Null before the first. */
let lastUse: number | null = null;

/** The host for any k6: it learns no answers, so each is judged. */
export const stockHost: Host = {
  plan(json) {
    const plan: Plan = JSON.parse(json);
    timings = plan.timings;
  },
  start() {
    const { scenario } = mine();
    const { name, iterationInTest: iteration } = scenario;
    const timing = timings[name];
    if (timing === undefined) throw new Error(`no part of the run is called "${name}"`);
    if (iteration >= timing.requests) return -1;
    beginAt(timing, name, iteration);
    return timing.first + iteration;
  },
  idle: () => begin.idle,
  settle: () => false,
  learn: () => undefined,
  tell(kind, response, rest) {
    const { metadata } = mine();
    // Metadata and not tags: k6 keeps every set of tags that it has seen for as long as it runs.
    metadata.r = `${begin.due} ${begin.late} ${response.timings.blocked} ${rest}`;
    results.add(response.timings.duration, kind);
    // Else k6 would copy it into all of its own samples.
    delete metadata.r;
    if (kind.channel !== CONTROL) lastUse = now();
  },
};

function mine(): Own {
  own ??= { scenario: exec.scenario, instance: exec.instance, metadata: exec.vu.metrics.metadata };
  return own;
}

/** Milliseconds since the start of the run, with nanoseconds behind the point. */
function now(): number {
  return mine().instance.currentTestRunDuration;
}

function beginAt({ start, length, period }: Timing, name: string, iteration: number): void {
  begun[name] ??= beginOf(length);
  const time = now();
  begin.idle = lastUse === null ? 0 : time - lastUse;
  if (period === null) {
    begin.due = time;
    begin.late = 0;
    return;
  }
  const offset = iteration * period;
  // To whole microseconds, so that a request that is due with a second is not counted in the one before.
  begin.due = Math.round((start + offset) * 1000) / 1000;
  begin.late = Math.max(0, time - (begun[name] ?? 0) - offset);
}

/**
 * k6 tells a scenario's start in whole milliseconds, but its progress exactly. Reading that is slow, so once is enough;
 * of a few readings the one that was interrupted least counts.
 */
function beginOf(length: number): number {
  const { scenario } = mine();
  let found = now() - (Date.now() - scenario.startTime);
  let shortest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = now();
    const { progress } = scenario;
    const after = now();
    // It stays at 1 once the time is over.
    if (progress >= 1 || after - before >= shortest) continue;
    shortest = after - before;
    found = (before + after) / 2 - progress * length;
  }
  return found;
}
