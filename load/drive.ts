import { join } from 'node:path';
import type { GeneratorUse, K6End, LoadEffects } from './effects.ts';
import type { IdStore } from './ids.ts';
import { k6Arguments, k6Environment, SAMPLES_VARIABLE } from './k6/command.ts';
import type { FoundK6 } from './k6/find.ts';
import { killSwitch } from './kill-switch.ts';
import { lineCutter } from './lines.ts';
import { emptyMeasurement, fold, foldUnreadable, type Measurement } from './measurement.ts';
import { type Line, readOutput, type Sample } from './output.ts';
import { sizeOf } from './plan.ts';
import { type Progress, progressMeter } from './progress.ts';
import { redact } from './scenarios/redact.ts';
import { SETTINGS_VARIABLE, type Settings } from './scenarios/settings.ts';
import { stockReader } from './stock.ts';
import type { StopWhen } from './wish.ts';

/** What all runs of k6 for one measurement share. */
export type Session = {
  k6: FoundK6;
  /** The bundled scenarios, and a private directory. */
  script: string;
  scratch: string;
  ids: IdStore;
  stopWhen: StopWhen;
  /** Outputs of k6's own that run beside ours, and the environment that they are set up by. */
  outputs: readonly string[];
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal | undefined;
  onProgress: ((progress: Progress) => void) | undefined;
};

/** One run of k6: what came out, how it ended, and what k6 used. */
export type Driven = {
  settings: Settings;
  measurement: Measurement;
  /** As if by itself where the caller stopped it. Its last words are free of secrets. */
  end: K6End;
  /** Why the kill switch ended it; null when it did not. */
  killed: string | null;
  /** CPU seconds a second; null when that could not be read. */
  cpu: number | null;
  connections: number | null;
};

/** What a caller has who decides while the load runs. */
export type Watch = {
  /** Every request by itself, about once a second. */
  onSamples: (samples: readonly Sample[]) => void;
  /** Abort ends the load because enough is known: that is an end like any other, and no interruption. */
  stop: AbortSignal;
};

/** Seconds that k6 gets beyond the load itself: to start its virtual users, and to wait for the last answers. */
const START_LIMIT = 60;
const LAST_ANSWERS = 5;
/** Below this many milliseconds the system's CPU ticks are too coarse. */
const SHORTEST_CPU_WINDOW = 900;
const LONGEST_WORDS = 500;

/** Runs k6 once with these settings. Throws only for bugs, and when the disk fails. */
export async function drive(
  session: Session,
  settings: Settings,
  what: string,
  effects: LoadEffects,
  watch?: Watch,
): Promise<Driven> {
  const { k6, scratch, script } = session;
  const { seconds } = sizeOf(settings.model);
  const measurement = emptyMeasurement();
  const meter = progressMeter({ what, duration: seconds }, session.onProgress);
  const kill = killSwitch(session.stopWhen);
  const stop = new AbortController();
  const take = (line: Line): void => {
    // An answer that names no id leaves an empty one.
    if (line.sendproof === 'ids') session.ids.add(line.ids.filter((id) => id !== ''));
    else if (line.sendproof === 'samples') watch?.onSamples(line.samples);
    else fold(measurement, line);
    meter(line);
    if (kill.after(line)) stop.abort();
  };
  const reader =
    k6.output === 'extension' ? extensionReader(take, measurement) : stockReader(take, watch !== undefined);
  const lines = lineCutter(reader.add);
  const uses: GeneratorUse[] = [];
  const end = await effects.runK6({
    path: k6.path,
    args: k6Arguments({ version: k6.version, script, output: k6.output, outputs: session.outputs }),
    env: {
      ...k6Environment(scratch, session.outputs, session.environment),
      [SETTINGS_VARIABLE]: JSON.stringify(settings),
      ...(watch === undefined ? {} : { [SAMPLES_VARIABLE]: '1' }),
    },
    cwd: scratch,
    timeLimit: Math.ceil((START_LIMIT + seconds + settings.timeout + LAST_ANSWERS) * 1000),
    signal: AbortSignal.any([stop.signal, session.signal, watch?.stop].filter((one) => one !== undefined)),
    onText: lines.add,
    // Starting the virtual users is no load yet: count from the first request.
    onUse: (use) => {
      if (measurement.sent > 0) uses.push(use);
    },
  });
  lines.end();
  reader.end();
  // With an exit code it has ended by itself when it was told to, and has written all that it had.
  const isDecided = end.ended === 'aborted' && end.exitCode !== null && watch?.stop.aborted === true;
  const isHindered = session.signal?.aborted === true || kill.why() !== null;
  return {
    settings,
    measurement,
    end: {
      ...(isDecided && !isHindered ? { ended: 'itself', exitCode: 0 } : end),
      stderr: redact(lastWords(end.stderr), settings.secrets, LONGEST_WORDS),
    },
    killed: kill.why(),
    cpu: cpuShare(uses),
    connections: uses.reduce<number | null>(
      (most, { sockets }) => (sockets === null ? most : Math.max(most ?? 0, sockets)),
      null,
    ),
  };
}

function extensionReader(take: (line: Line) => void, measurement: Measurement) {
  return {
    add(text: string): void {
      const line = readOutput(text);
      if (line === null) foldUnreadable(measurement, text);
      else take(line);
    },
    end(): void {},
  };
}

function cpuShare(uses: readonly GeneratorUse[]): number | null {
  const [first] = uses;
  const last = uses.at(-1);
  if (first === undefined || last === undefined || last.time - first.time < SHORTEST_CPU_WINDOW) return null;
  return (last.cpuSeconds - first.cpuSeconds) / ((last.time - first.time) / 1000);
}

function lastWords(stderr: string): string {
  return stderr.trim().split('\n').slice(-2).join(' | ');
}

/** The name of the script in the private directory. */
export const scriptIn = (scratch: string): string => join(scratch, 'scenarios.js');
