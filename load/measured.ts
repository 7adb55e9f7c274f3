import { channelsOf, payloadsOf, stagesOf, timelineOf, type Window, warmUpOf } from './analysis.ts';
import type { Driven } from './drive.ts';
import { excused, findingsOf, isSetUp, turnedAway } from './findings.ts';
import { percentile } from './histogram.ts';
import type { IdStore } from './ids.ts';
import type { FoundK6 } from './k6/find.ts';
import { totals } from './measurement.ts';
import { decided, missed } from './objectives.ts';
import type { TargetUse } from './observe.ts';
import { overloadOf, tooMuchFor } from './overload.ts';
import { sizeOf } from './plan.ts';
import type { Generator, Knee, Load, LoadStage } from './sample.ts';
import type { ScenarioName } from './scenarios/index.ts';
import { redact } from './scenarios/redact.ts';
import { CHANNELS } from './scenarios/settings.ts';
import { countOf, isControl, latenciesOf, spansOf } from './series.ts';
import { health } from './stats/health.ts';
import type { Suspicion } from './stats/suspicion.ts';
import type { WantedObjective } from './wish.ts';

/** All that is known at the end of a run in which something was answered. */
export type Ended = {
  scenario: ScenarioName;
  /** `via` says how it was found. */
  k6: Pick<FoundK6, 'version' | 'output'> & { via: string };
  driven: Driven;
  /** How many k6 shared the load; one when left out. */
  runners?: number | undefined;
  notes: string[];
  objectives: readonly WantedObjective[];
  ids: ReturnType<IdStore['repeated']>;
  /** What a second run confirmed. */
  confirmed: readonly Suspicion[];
  target: { name: string; samples: readonly TargetUse[] } | null;
  /** Of this process, in milliseconds; null where none of its kind was there. */
  eventLoopDelay: number | null;
  cores: number;
  /** Only of `breakpoint`. */
  knee?: { knee: Knee; stages: LoadStage[]; window: Window } | undefined;
};

const LONGEST_TEXT = 3000;

/** Scenarios that ask for more than a target may be able to do. */
const LOOKS_FOR_OVERLOAD: ReadonlySet<ScenarioName> = new Set(['stress', 'spike', 'breakpoint']);

/** Where percentiles are taken from: behind the warm-up, which is looked for in the first part of constant rate. */
export function windowOf({ measurement, settings, end }: Driven): { window: Window; warmUp: Load['warmUp'] } {
  const { seconds } = sizeOf(settings.model);
  const to = end.ended === 'itself' && end.exitCode === 0 ? seconds : Math.min(seconds, lastSecond(measurement));
  const first = settings.model.kind === 'open' ? (settings.model.stages[0]?.seconds ?? seconds) : seconds;
  const found = warmUpOf(measurement, { from: 0, to: Math.min(first, to) });
  const isOnePart = settings.model.kind === 'closed' || settings.model.stages.length === 1;
  return {
    window: { from: Math.min(found.seconds, to), to },
    warmUp: { seconds: found.seconds, steady: isOnePart ? found.steady : null, text: found.text },
  };
}

function lastSecond({ spans, width }: Driven['measurement']): number {
  return [...spans.values()].reduce((last, { second }) => Math.max(last, second + width), 1);
}

/** The measurement as the record holds it. */
export function measured(ended: Ended): Load {
  const { scenario, driven, notes, objectives: wanted, knee } = ended;
  const { measurement, settings } = driven;
  const own = windowOf(driven);
  const window = knee?.window ?? own.window;
  const used = new Set(settings.turns.map(([route]) => settings.routes[route]?.channel));
  const channels = channelsOf(
    measurement,
    CHANNELS.filter((channel) => used.has(channel)),
    window,
  );
  const stages = knee?.stages ?? stagesOf(measurement, settings.model, window.to);
  const overloaded = LOOKS_FOR_OVERLOAD.has(scenario) ? tooMuchFor(measurement, stages) : [];
  const objectives = decided(measurement, window, wanted);
  const clean = (text: string) => redact(text, settings.secrets, LONGEST_TEXT);
  const findings: Load['findings'] = [
    ...findingsOf(measurement, ended.ids, overloaded),
    ...ended.confirmed.map(({ kind, channel, text }) => ({ kind, channel, text })),
    ...missed(objectives),
  ];
  const whyNotValid = healthOf(ended, stages, channels).map(clean);
  const told = [
    ...notes,
    ...[driven.killed, excused(measurement), turnedAway(measurement, overloaded)].flatMap((note) => note ?? []),
  ];
  return {
    scenario,
    model: settings.model.kind,
    channels,
    payloads: payloadsOf(measurement, window),
    timeline: timelineOf(measurement),
    stages,
    ...(knee === undefined ? {} : { knee: knee.knee }),
    objectives,
    warmUp: own.warmUp,
    findings: findings.map(({ example, ...finding }) => ({
      ...finding,
      text: clean(finding.text),
      ...(example === undefined ? {} : { example: clean(example) }),
    })),
    generator: generatorOf(ended, window),
    ...targetOf(ended),
    complete: driven.end.ended === 'itself' && driven.end.exitCode === 0,
    valid: whyNotValid.length === 0,
    whyNotValid,
    ...(told.length === 0 ? {} : { notes: told }),
  };
}

function generatorOf({ k6, driven, eventLoopDelay }: Ended, { to }: Window): Generator {
  const { measurement, settings, cpu, connections } = driven;
  const control = spansOf(measurement, {}, isControl);
  const latencies = latenciesOf(control);
  return {
    k6: { version: k6.version, path: k6.via, output: k6.output },
    intendedRate: sizeOf(settings.model).rate,
    duration: to,
    droppedIterations: measurement.dropped,
    maxVUs: measurement.vus,
    cpu,
    late: {
      p50: percentile(measurement.late, 50),
      p99: percentile(measurement.late, 99),
      max: percentile(measurement.late, 100),
    },
    gcPause: measurement.gc,
    eventLoopDelay,
    connections,
    control: {
      requests: countOf(control),
      p50: percentile(latencies, 50),
      p99: percentile(latencies, 99),
      max: percentile(latencies, 100),
    },
  };
}

function targetOf({ target }: Ended): Pick<Load, 'target'> {
  if (target === null) return {};
  const samples = target.samples
    .filter(({ second }) => second >= 0)
    .map(({ second, memory, cpu }) => ({ second, memory, cpu }));
  return { target: { source: target.name, samples } };
}

function healthOf(
  { scenario, driven, cores, runners = 1 }: Ended,
  stages: readonly LoadStage[],
  channels: Load['channels'],
): string[] {
  const { measurement, settings, end, killed, cpu } = driven;
  const { requests, limited } = totals(measurement);
  const { model } = settings;
  // Each step of a search was judged by itself: one that the generator could not keep up with is an answer there.
  const isSearch = scenario === 'breakpoint';
  const most = model.kind === 'closed' ? model.vus : Math.max(...model.stages.map(({ vus }) => vus.most));
  // One less in each part is a k6's clock: the last request is due at the very end.
  const planned = model.kind === 'closed' || isSearch ? null : sizeOf(model).requests - model.stages.length * runners;
  const queues = stages.flatMap((stage) => overloadOf(measurement, stage) ?? []);
  return health({
    planned,
    rate: sizeOf(model).rate,
    results: requests,
    sent: isSearch ? requests : measurement.sent,
    dropped: measurement.dropped,
    overloadIsAnAnswer: LOOKS_FOR_OVERLOAD.has(scenario),
    queue: queues.length === 0 ? null : Math.max(...queues.map(({ wait }) => wait)),
    // What is known of several is the most that any of them had.
    vus: { most: Math.floor(most / runners), used: measurement.vus },
    unreadable: measurement.unreadable.count,
    firstUnreadable: measurement.unreadable.first,
    ended: end.ended === 'notStarted' ? 'itself' : end.ended,
    killed: killed !== null,
    exitCode: end.exitCode,
    stderr: end.stderr,
    cpu: isSearch ? null : cpu,
    cores,
    late: isSearch ? null : percentile(measurement.late, 99),
    limited,
    unauthorised: isSetUp(measurement),
    answers: channels.map(({ channel }) => ({
      channel,
      count: countOf(spansOf(measurement, {}, (span) => span.channel === channel && span.outcome !== 'none')),
    })),
  });
}
