import type { Load } from '../../load/sample.ts';
import { type Latencies, latenciesIn, together } from './latency.ts';

/** More columns than this say nothing more in a picture as wide as a phone. */
const most = 120;

/** What was due in one column of a picture over time. */
export interface Span {
  /** Requests of all statuses a second, and those of them that failed. */
  requests: number;
  failed: number;
  all: Latencies | null;
  byChannel: ReadonlyMap<string, Latencies | null>;
}

/** A load over time in columns of equal width, so that the pictures of a short and a long one are equally large. */
export interface Spans {
  /** Seconds that a column is wide. */
  step: number;
  /** Seconds that all columns are wide. */
  seconds: number;
  spans: readonly Span[];
}

type Row = Load['timeline'][number];

export const spansOf = (load: Load): Spans => {
  const end = Math.max(
    load.timeline.reduce((n, r) => Math.max(n, r.second + r.width), 0),
    load.timeline.length === 0 ? 0 : Math.ceil(load.stages.reduce((n, s) => Math.max(n, s.start + s.seconds), 0)),
  );
  const widest = load.timeline.reduce((n, r) => Math.max(n, r.width), 1);
  const step = Math.max(Math.ceil(end / most), widest);
  const columns = Math.ceil(end / step);
  const rows = Map.groupBy(load.timeline, (r) => Math.floor(r.second / step));
  return {
    step,
    seconds: columns * step,
    spans: Array.from({ length: columns }, (_, i) => spanOf(rows.get(i) ?? [], step)),
  };
};

const spanOf = (rows: readonly Row[], step: number): Span => {
  const byChannel = new Map(
    [...Map.groupBy(rows, (r) => r.channel)].map(([channel, own]) => [
      channel,
      together(own.map((r) => latenciesIn(r.histogram))),
    ]),
  );
  return {
    requests: rows.reduce((n, r) => n + r.requests, 0) / step,
    failed: rows.reduce((n, r) => n + r.failed, 0) / step,
    all: together([...byChannel.values()]),
    byChannel,
  };
};
