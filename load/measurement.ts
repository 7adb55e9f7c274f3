import { emptyLatencies, type Latencies, mergeEncoded } from './histogram.ts';
import type { Cell, Line } from './output.ts';
import { addReason, type Reason } from './reason.ts';
import { CONTROL } from './scenarios/settings.ts';
import { addSpan, type Span } from './span.ts';

export type Example = { channel: string; outcome: string; at: number; text: string };

/** Everything that came out of k6, folded as it came. Its size does not grow with the number of requests. */
export type Measurement = {
  spans: Map<string, Span>;
  /** Seconds that one span holds: it doubles when the run is long. */
  width: number;
  late: Latencies;
  reasons: Map<string, Reason>;
  /** The earliest of each channel and outcome. */
  examples: Map<string, Example>;
  slow: { due: number; latency: number; channel: string }[];
  sent: number;
  dropped: number;
  /** By second since the first tick: when they were dropped. */
  drops: { second: number; count: number }[];
  vus: number;
  gc: number | null;
  /** Milliseconds since 1970. */
  firstTick: number | null;
  unreadable: { count: number; first: string | null };
  /** Runners whose last line came. */
  ended: number;
};

const MOST_SPANS = 600;
const MOST_REASONS = 100;
const MOST_SLOW = 20_000;
const LONGEST_EXCERPT = 80;

export function emptyMeasurement(): Measurement {
  return {
    spans: new Map(),
    width: 1,
    late: emptyLatencies(),
    reasons: new Map(),
    examples: new Map(),
    slow: [],
    sent: 0,
    dropped: 0,
    drops: [],
    vus: 0,
    gc: null,
    firstTick: null,
    unreadable: { count: 0, first: null },
    ended: 0,
  };
}

/**
 * Folds one line in, in place: there is one measurement to a run, and one line after another. Ids go elsewhere, and
 * samples of single requests would let it grow with their number.
 */
export function fold(measurement: Measurement, line: Exclude<Line, { sendproof: 'ids' }>): void {
  switch (line.sendproof) {
    case 'cell':
      foldCell(measurement, line);
      break;
    case 'late':
      measurement.late.add(mergeEncoded([line.histogram]));
      break;
    case 'reason':
      addReason(measurement.reasons, line, MOST_REASONS);
      break;
    case 'example':
      foldExample(measurement, line);
      break;
    case 'slow':
      foldSlow(measurement, line.slow);
      break;
    case 'tick':
      foldTick(measurement, line);
      break;
    case 'unreadable':
      foldUnreadable(measurement, line.first, line.count);
      break;
    case 'end':
      measurement.ended += 1;
      break;
    case 'samples':
      break;
  }
}

/** A line that is none of ours. */
export function foldUnreadable({ unreadable }: Measurement, line: string, count = 1): void {
  unreadable.count += count;
  unreadable.first ??= line.slice(0, LONGEST_EXCERPT);
}

function foldCell(measurement: Measurement, { sendproof: _, latency, service, ...cell }: Cell): void {
  addSpanOf(measurement, { ...cell, latency: [latency], service: [service] });
}

function addSpanOf(measurement: Measurement, span: Omit<Span, 'width'>): void {
  const { width } = measurement;
  addSpan(measurement.spans, { ...span, second: span.second - (span.second % width), width });
  // Keys of one second are few: this bounds memory without counting seconds at every cell.
  if (span.second / width < MOST_SPANS) return;
  measurement.width *= 2;
  const finer = [...measurement.spans.values()];
  measurement.spans.clear();
  for (const span of finer) {
    const second = span.second - (span.second % measurement.width);
    addSpan(measurement.spans, { ...span, second, width: measurement.width });
  }
}

function foldExample({ examples }: Measurement, { channel, outcome, at, text }: Example): void {
  const key = `${channel} ${outcome}`;
  const before = examples.get(key);
  if (before === undefined || at < before.at) examples.set(key, { channel, outcome, at, text });
}

function foldSlow(measurement: Measurement, slow: [number, number, string][]): void {
  const { slow: all } = measurement;
  for (const [due, latency, channel] of slow) all.push({ due, latency, channel });
  if (all.length <= MOST_SLOW) return;
  all.sort((a, b) => b.latency - a.latency);
  all.length = MOST_SLOW / 2;
}

function foldTick(
  measurement: Measurement,
  { time, sent, dropped, vus, gc }: Extract<Line, { sendproof: 'tick' }>,
): void {
  measurement.sent += sent;
  measurement.dropped += dropped;
  measurement.vus = Math.max(measurement.vus, vus);
  if (gc !== null) measurement.gc = Math.max(measurement.gc ?? 0, gc);
  measurement.firstTick ??= time;
  if (dropped > 0) measurement.drops.push({ second: (time - measurement.firstTick) / 1000, count: dropped });
}

/** Adds another run's measurement, which began so many whole seconds after this one. In place. */
export function absorb(whole: Measurement, part: Measurement, seconds: number): void {
  for (const { width: _, ...span } of part.spans.values()) addSpanOf(whole, { ...span, second: span.second + seconds });
  whole.late.add(part.late);
  for (const reason of part.reasons.values()) addReason(whole.reasons, reason, MOST_REASONS);
  for (const example of part.examples.values()) foldExample(whole, { ...example, at: example.at + seconds * 1000 });
  foldSlow(
    whole,
    part.slow.map(({ due, latency, channel }) => [due + seconds * 1000, latency, channel]),
  );
  whole.sent += part.sent;
  whole.dropped += part.dropped;
  whole.drops.push(...part.drops.map(({ second, count }) => ({ second: second + seconds, count })));
  whole.vus = Math.max(whole.vus, part.vus);
  if (part.gc !== null) whole.gc = Math.max(whole.gc ?? 0, part.gc);
  whole.firstTick ??= part.firstTick;
  if (part.unreadable.first !== null) foldUnreadable(whole, part.unreadable.first, part.unreadable.count);
  whole.ended += part.ended;
}

/** Sums over all spans, the control left out. */
export function totals({ spans }: Measurement): { requests: number; answered: number; right: number; limited: number } {
  const sum = { requests: 0, answered: 0, right: 0, limited: 0 };
  for (const { channel, outcome, count } of spans.values()) {
    if (channel === CONTROL) continue;
    sum.requests += count;
    if (outcome !== 'none') sum.answered += count;
    if (outcome === 'ok') sum.right += count;
    if (outcome === 'limited') sum.limited += count;
  }
  return sum;
}
