/** The two that are compared. */
export const SIDES = ['baseline', 'candidate'] as const;
export type Side = (typeof SIDES)[number];

/**
 * What became of one request. `due`: milliseconds since the start of the run; `latency`: milliseconds, null when there
 * was no right answer. `stream`: the baseline's requests are split in two alike halves, which are compared as a control.
 */
export type Answer = { due: number; side: Side; stream: 0 | 1; channel: string; latency: number | null };

/** What a side told of itself: CPU seconds so far, and resident bytes; null where it does not tell. */
export type Use = { second: number; side: Side; cpu: number | null; memory: number | null };

/**
 * - `p50`, `p90`, `p99`: latency of right answers, ms
 * - `tail`: share of requests beyond the 95th percentile of both sides together, beside what p50 explains
 * - `errors`: share of requests without a right answer
 * - `throughput`: right answers a second
 * - `cpu`: CPU time a request, ms; `memory`: resident bytes
 */
export const METRICS = ['p50', 'p90', 'p99', 'tail', 'errors', 'throughput', 'cpu', 'memory'] as const;
export type Metric = (typeof METRICS)[number];

/** `channel` null: all channels together. */
export type Subject = { metric: Metric; channel: string | null };

/**
 * What is judged. `margin`: a change smaller than this is accepted, as a share of the baseline's value (0.05 is 5 %), of
 * `errors` as a difference of shares. `required`: the whole is "not worse" only when this one is.
 */
export type Wanted = Subject & { margin: number; required: boolean };

/**
 * What one chunk of time shows of one subject. `difference` is what is tested, positive when the candidate is worse:
 * for most metrics the logarithm of a ratio, for `errors` a difference of shares.
 */
export type Pair = { baseline: number; candidate: number; difference: number };

/** A stretch of the run of fixed length: the unit of all tests, since neighbouring requests are alike. */
export type Chunk = {
  /** Seconds since the start of the run. */
  start: number;
  /** By `keyOf`. A subject of which the chunk shows too little is not there. */
  pairs: ReadonlyMap<string, Pair>;
  /** The baseline's first stream against its second. */
  control: ReadonlyMap<string, Pair>;
};

export function keyOf({ metric, channel }: Subject): string {
  return channel === null ? metric : `${channel}.${metric}`;
}

export type Decision = 'worse' | 'notWorse' | 'undecided';

/** What all chunks so far say of one subject. Shares as in `Wanted`; values in the metric's unit. */
export type Row = Wanted & {
  /** Medians over the chunks; null: no chunk shows it. */
  baseline: number | null;
  candidate: number | null;
  /** Positive: the candidate is worse. */
  change: number | null;
  /** Holds with the error that is left for this subject at this look; null where there are too few chunks. */
  interval: readonly [low: number, high: number] | null;
  decision: Decision;
  /** The smallest change that would have been called worse nine times in ten; null: not known. */
  detectable: number | null;
  /** So many chunks showed it. */
  chunks: number;
  /** Chunks after which the margin could be told from no change; null: not known, or no number of them. */
  needed: number | null;
};

/** When the chunks are looked at, in number of chunks, ascending; the last is what the budget allows. */
export type Schedule = { looks: readonly number[]; alpha: number };

/** One look at what there is. */
export type Look = {
  rows: Row[];
  /** Of the baseline against itself: these must not differ. */
  control: Row[];
  /** Of the whole: worse as soon as one row is; not worse when every required one is not. */
  decision: Decision;
  /** Why it is undecided; null when it is not. One sentence. */
  why: string | null;
};
