import { emptyLatencies, type Latencies, percentile, record } from './histogram.ts';
import type { Load } from './sample.ts';
import type { Channel } from './scenarios/settings.ts';

type Row = Load['timeline'][number];

/**
 * Latencies by the second in which the request was sent, and by channel. Seconds that can't get more answers are
 * closed to rows, so that memory does not grow with a histogram a second.
 */
export type Timeline = { open: Map<number, Map<Channel, Latencies>>; rows: Row[]; newest: number };

/** A second stays open for answers that take longer than any time limit that is in use. */
const OPEN_SECONDS = 120;

export function emptyTimeline(): Timeline {
  return { open: new Map(), rows: [], newest: 0 };
}

/** Adds one answer, in place. */
export function addToTimeline(timeline: Timeline, second: number, channel: Channel, milliseconds: number): void {
  const channels = timeline.open.get(second) ?? new Map<Channel, Latencies>();
  timeline.open.set(second, channels);
  const latencies = channels.get(channel) ?? emptyLatencies();
  channels.set(channel, latencies);
  record(latencies, milliseconds);
  if (second <= timeline.newest) return;
  timeline.newest = second;
  for (const old of [...timeline.open.keys()].filter((key) => key < second - OPEN_SECONDS)) close(timeline, old);
}

/** All rows, by second and channel; closes what is open. */
export function timelineRows(timeline: Timeline): Row[] {
  for (const second of [...timeline.open.keys()]) close(timeline, second);
  return timeline.rows.toSorted((a, b) => a.second - b.second || a.channel.localeCompare(b.channel));
}

function close(timeline: Timeline, second: number): void {
  for (const [channel, latencies] of timeline.open.get(second) ?? []) {
    timeline.rows.push({
      second,
      channel,
      requests: latencies.totalCount,
      p50: percentile(latencies, 50),
      p99: percentile(latencies, 99),
    });
  }
  timeline.open.delete(second);
}
