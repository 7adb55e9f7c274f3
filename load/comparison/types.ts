import type { Driven } from '../drive.ts';
import type { Metrics } from '../effects.ts';
import type { NotRun } from '../nothing-measured.ts';
import type { LoadTarget } from '../plan.ts';
import type { SessionPlan } from '../session.ts';
import type { Wanted } from '../stats/compare/types.ts';
import type { Comparison, Experiment } from './record.ts';
import type { Seen } from './watching.ts';

/** One of the two that are compared. */
export type Compared = { name: string; target: LoadTarget; loopback: boolean; metrics?: Metrics | undefined };

export type ComparePlan = SessionPlan & {
  baseline: Compared;
  candidate: Compared;
  /** Requests a second to each side; found by a pilot when left out. */
  rate?: number | undefined;
  /** Seconds of measuring at most. */
  budget: number;
  wanted: readonly Wanted[];
  /** Never both at the same time. */
  oneAtATime: boolean;
  seed: number;
};

export type CompareOutcome = { kind: 'compared'; comparisons: Comparison[]; experiment: Experiment } | NotRun;

/** What the pilot found. Rates are of both together. */
export type Ready = { kind: 'ready'; rate: number; rateText: string; inBlocks: boolean; notes: string[]; sent: number };

/** All that a comparison measured. */
export type Measured = { driven: Driven; seen: Seen; chunkSeconds: number; seconds: number; cores: number };
