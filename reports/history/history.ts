import { comparable, type StoredRun, unusable } from '../../load/comparison/comparable.ts';
import { levelsOf } from '../../load/comparison/stored.ts';
import { keyOf } from '../../load/stats/compare/types.ts';
import { changePoints } from '../../load/stats/history/change-points.ts';
import type { Levels } from '../../load/stats/history/drift.ts';
import type { RunRecord } from '../record/record.ts';

export const percentiles = ['p50', 'p90', 'p99'] as const;
export type Percentile = (typeof percentiles)[number];

/** A run of the history, in the order of time; `number` from 1. */
export interface HistoryRun {
  number: number;
  directory: string;
  startedAt: string;
  target: string;
  version: string;
}

/** What one run says, milliseconds; null: too few answers, or the run does not count. */
export type Point = { run: number } & Record<Percentile, number | null>;

/** From this run on a percentile has another level: medians of the runs before and after, milliseconds. */
export interface Change {
  run: number;
  startedAt: string;
  channel: string | null;
  metric: Percentile;
  /** A share of the level before; positive: slower. */
  change: number;
  before: number;
  after: number;
  p: number;
}

/** Why a run does not count, or cannot be compared with those before it. */
export interface Reasons {
  run: number;
  reasons: string[];
}

/** `channel` null: all channels together. */
export interface Line {
  channel: string | null;
  points: Point[];
}

export interface ScenarioHistory {
  scenario: string;
  lines: Line[];
  changes: Change[];
  /** Runs with which comparing starts anew. */
  breaks: Reasons[];
  /** Runs that do not count. */
  gaps: Reasons[];
  /** Most runs in a row that can be compared with each other. */
  longest: number;
}

/** Latency over several runs. */
export interface History {
  schemaVersion: '1.0';
  runs: HistoryRun[];
  scenarios: ScenarioHistory[];
  notes: string[];
}

export interface StoredRecord {
  directory: string;
  record: RunRecord;
}

/** Below so many runs in a row, a step can seldom be told from chance. */
export const FEWEST_RUNS = 10;

/** Two processes of one program differ by about 0.9 %, so less than this has no name. */
const LEAST_CHANGE = 0.02;

/** The same page each time. */
const SEED = 1;

/** What became of latency over some runs, by scenario and channel. Runs without a load are left out, with a note. */
export const historyOf = (stored: readonly StoredRecord[]): History => {
  const sorted = stored.toSorted((a, b) => Date.parse(a.record.startedAt) - Date.parse(b.record.startedAt));
  const loaded = sorted.filter(({ record }) => record.loads.length > 0);
  const names = new Set(loaded.flatMap(({ record }) => record.loads.map(({ scenario }) => scenario)));
  return {
    schemaVersion: '1.0',
    runs: loaded.map(({ directory, record }, at) => ({
      number: at + 1,
      directory,
      startedAt: record.startedAt,
      target: record.target.name,
      version: record.tool.version,
    })),
    scenarios: [...names].map((scenario) => scenarioOf(scenario, loaded)),
    notes: sorted
      .filter(({ record }) => record.loads.length === 0)
      .map(({ directory, record }) => `${directory} holds no load, but a run of ${record.command}: it is left out`),
  };
};

interface Measured {
  number: number;
  run: StoredRun;
}

const scenarioOf = (scenario: string, stored: readonly StoredRecord[]): ScenarioHistory => {
  const all = stored.flatMap(({ record }, at) =>
    record.loads
      .filter((load) => load.scenario === scenario)
      .map((load): Measured => ({ number: at + 1, run: { ...record, load } })),
  );
  const { stretches, breaks, gaps } = stretchesOf(all);
  const levels = new Map(stretches.flat().map((one) => [one, levelsOf(one.run.load)]));
  const channels = [null, ...new Set(all.flatMap(({ run }) => run.load.channels.map(({ channel }) => channel)))];
  return {
    scenario,
    lines: channels.map((channel) => ({ channel, points: all.map((one) => pointOf(one, channel, levels.get(one))) })),
    changes: channels
      .flatMap((channel) => stretches.flatMap((stretch) => changesIn(stretch, channel, levels)))
      .toSorted((a, b) => a.run - b.run),
    breaks,
    gaps,
    longest: stretches.reduce((most, stretch) => Math.max(most, stretch.length), 0),
  };
};

/** Runs in a row that can be compared, each with the one before; what does not count ends no stretch. */
const stretchesOf = (all: readonly Measured[]): { stretches: Measured[][]; breaks: Reasons[]; gaps: Reasons[] } => {
  const stretches: Measured[][] = [];
  const breaks: Reasons[] = [];
  const gaps: Reasons[] = [];
  for (const one of all) {
    const faults = unusable(one.run);
    if (faults.length > 0) {
      gaps.push({ run: one.number, reasons: faults });
      continue;
    }
    const stretch = stretches.at(-1);
    const last = stretch?.at(-1);
    const reasons = last === undefined ? [] : comparable(last.run, one.run);
    if (reasons.length > 0) breaks.push({ run: one.number, reasons });
    if (stretch === undefined || reasons.length > 0) stretches.push([one]);
    else stretch.push(one);
  }
  return { stretches, breaks, gaps };
};

const pointOf = ({ number }: Measured, channel: string | null, levels: Levels | undefined): Point => {
  const at = (metric: Percentile): number | null => {
    const level = levels?.get(keyOf({ metric, channel }));
    return level === undefined ? null : Math.exp(level);
  };
  return { run: number, p50: at('p50'), p90: at('p90'), p99: at('p99') };
};

const changesIn = (
  stretch: readonly Measured[],
  channel: string | null,
  levels: ReadonlyMap<Measured, Levels>,
): Change[] =>
  percentiles.flatMap((metric) => {
    const known = stretch.flatMap((one) => {
      const level = levels.get(one)?.get(keyOf({ metric, channel }));
      return level === undefined ? [] : [{ ...one, level }];
    });
    return changePoints(
      known.map(({ level }) => level),
      { seed: SEED },
    ).flatMap(({ index, before, after, p }) => {
      const first = known[index];
      const change = Math.expm1(after - before);
      if (first === undefined || Math.abs(change) < LEAST_CHANGE) return [];
      const { number, run } = first;
      return [
        {
          ...{ run: number, startedAt: run.startedAt, channel, metric, change },
          ...{ before: Math.exp(before), after: Math.exp(after), p },
        },
      ];
    });
  });
