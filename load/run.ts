import { join } from 'node:path';
import type { Scenario } from './bundle.ts';
import { type K6End, type LoadEffects, nodeEffects } from './effects.ts';
import { k6Arguments, k6Environment } from './k6/command.ts';
import { lineCutter } from './lines.ts';
import { measured } from './measured.ts';
import { settle, type Wanted } from './plan.ts';
import { type Progress, progressMeter } from './progress.ts';
import type { Load } from './sample.ts';
import { redact } from './scenarios/redact.ts';
import { SETTINGS_VARIABLE, type Settings } from './scenarios/settings.ts';
import { readLine } from './stream.ts';
import { count, emptyTally, type Tally, totals } from './tally.ts';

export type LoadPlan = Wanted & {
  scenario: Scenario;
  /** As `findK6` found it. */
  k6: { path: string; version: string; via: string };
  /** The OpenAPI document, parsed. */
  contract: unknown;
  /** A directory for temporary files; made when it is not there. */
  workDir: string;
  /** Called about once a second. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Abort ends k6; what was measured until then is kept and marked. */
  signal?: AbortSignal | undefined;
};

export type LoadOutcome =
  | { kind: 'measured'; load: Load }
  /** Nothing was measured. `why` says what happened, `hint` what to do. */
  | { kind: 'notRun'; why: string; hint: string };

/** CPU seconds and the time, in milliseconds, at which they were read. */
type CpuReading = { seconds: number; time: number };

/** Seconds that k6 gets beyond the load itself: to start its virtual users, and to wait for the last answers. */
const START_LIMIT = 60;
const LAST_ANSWERS = 5;
/** Below this many milliseconds the system's CPU ticks are too coarse. */
const SHORTEST_CPU_WINDOW = 500;
const LONGEST_WORDS = 500;

/**
 * Puts the target under the load of a scenario and measures it. Throws only for bugs.
 * A latency is k6's `http_req_duration`: from the first byte sent to the last byte read, without connecting.
 */
export async function runLoad(plan: LoadPlan, effects: LoadEffects = nodeEffects()): Promise<LoadOutcome> {
  const settled = settle(plan);
  if (settled.kind === 'refused') return { kind: 'notRun', why: settled.why, hint: settled.hint };
  if (plan.signal?.aborted)
    return { kind: 'notRun', why: 'the load was interrupted before it began', hint: 'run it again' };
  const bundle = await effects.bundle(plan.scenario, plan.contract);
  if (bundle.kind === 'failed') {
    return {
      kind: 'notRun',
      why: bundle.why,
      hint: 'check contracts/openapi-v2.json; if it is sound, this is a bug of sendproof',
    };
  }
  const { settings, notes } = settled;
  try {
    const { tally, end, cpu } = await watchK6(plan, settings, bundle.code, effects);
    const clean = { ...end, stderr: redact(lastWords(end.stderr), settings.secrets, LONGEST_WORDS) };
    if (totals(tally).answered === 0) return nothingMeasured(tally, clean, settings);
    const { scenario, k6 } = plan;
    const load = measured({ scenario, k6, settings, notes, tally, end: clean, cpu, cores: effects.cores });
    return { kind: 'measured', load };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const why = `the script for k6 could not be written: ${error.message}`;
    return { kind: 'notRun', why, hint: 'check the free disk and the rights on the output directory' };
  }
}

/** Disk full, no rights and the like: of the machine, no bug. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'syscall' in error;
}

async function watchK6(
  plan: LoadPlan,
  settings: Settings,
  code: string,
  effects: LoadEffects,
): Promise<{ tally: Tally; end: K6End; cpu: number | null }> {
  const used = settings.routes.filter((_, index) => settings.schedule.includes(index));
  const tally = emptyTally(used.map(({ channel }) => channel));
  const meter = progressMeter(settings.duration, plan.onProgress);
  const lines = lineCutter((line) => {
    const point = readLine(line);
    count(tally, point);
    if (point.kind === 'vus') meter(tally);
  });
  let first: CpuReading | null = null;
  let last: CpuReading | null = null;
  const end = await effects.withScratch(plan.workDir, async (scratch) => {
    const script = join(scratch, `${plan.scenario}.js`);
    await effects.writePrivate(script, code);
    return effects.runK6({
      path: plan.k6.path,
      args: k6Arguments(plan.k6.version, script),
      env: { ...k6Environment(scratch), [SETTINGS_VARIABLE]: JSON.stringify(settings) },
      cwd: scratch,
      timeLimit: Math.ceil((START_LIMIT + settings.duration + settings.timeout + LAST_ANSWERS) * 1000),
      signal: plan.signal,
      onText: lines.add,
      onCpu: (seconds, time) => {
        // Starting the virtual users is no load yet: count from the first request.
        if (tally.sent === 0) return;
        first ??= { seconds, time };
        last = { seconds, time };
      },
    });
  });
  lines.end();
  return { tally, end, cpu: cpuShare(first, last) };
}

function cpuShare(first: CpuReading | null, last: CpuReading | null): number | null {
  if (first === null || last === null || last.time - first.time < SHORTEST_CPU_WINDOW) return null;
  return (last.seconds - first.seconds) / ((last.time - first.time) / 1000);
}

/** Nobody answered: the set-up is to blame before the target is. */
function nothingMeasured(tally: Tally, end: K6End, settings: Settings): LoadOutcome {
  const { requests } = totals(tally);
  if (requests > 0) {
    const reasons = [...tally.channels.values()].flatMap(({ errors }) => [...errors.reasons.keys()]);
    const why = `none of ${requests} requests was answered: ${[...new Set(reasons)].slice(0, 3).join(', ')}`;
    return { kind: 'notRun', why, hint: `check that the target runs and can be reached at ${settings.baseUrl}` };
  }
  const words = end.stderr === '' ? '' : `: ${end.stderr}`;
  switch (end.ended) {
    case 'aborted':
      return { kind: 'notRun', why: 'the load was interrupted before any answer came', hint: 'run it again' };
    case 'timeLimit':
      return {
        kind: 'notRun',
        why: `k6 did not end in time and sent nothing${words}`,
        hint: 'try another k6 with --k6 PATH',
      };
    case 'notStarted':
      return {
        kind: 'notRun',
        why: `k6 could not be started${words}`,
        hint: 'run `sendproof doctor`, or try another k6 with --k6 PATH',
      };
    case 'itself':
      return {
        kind: 'notRun',
        why: `k6 sent nothing and ended with ${end.exitCode === null ? 'a signal' : `exit code ${end.exitCode}`}${words}`,
        hint: 'run `sendproof doctor`, or try another k6 with --k6 PATH',
      };
  }
}

function lastWords(stderr: string): string {
  return stderr.trim().split('\n').slice(-2).join(' | ');
}
