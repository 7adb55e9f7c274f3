import { emptyLatencies, encode, type Latencies, record } from './histogram.ts';
import { type Result, readLine } from './json-stream.ts';
import type { Line, Sample } from './output.ts';
import { addReason, type Reason } from './reason.ts';
import { OUTCOMES } from './scenarios/result.ts';
import { CONTROL } from './scenarios/settings.ts';

const SLOW = 10;
const MOST_SLOW = 100;
const MOST_REASONS = 20;
const MOST_SAMPLES = 2000;
const LONGEST_EXCERPT = 80;

type OpenCell = Omit<Extract<Line, { sendproof: 'cell' }>, 'sendproof' | 'latency' | 'service'> & {
  latency: Latencies;
  service: Latencies;
};

/** What came since the last tick. */
type Pending = {
  cells: Map<string, OpenCell>;
  late: Map<number, Latencies>;
  ids: string[];
  samples: Sample[];
  reasons: Map<string, Reason>;
  examples: Extract<Line, { sendproof: 'example' }>[];
  slow: [number, number, string][];
  sent: number;
  dropped: number;
  unreadable: { count: number; first: string } | null;
};

/**
 * Makes from k6's own JSON output the lines that our extension would write, once a second: for a k6 that does not have
 * it. Costs more, since every sample goes through a pipe as text. `withSamples`: each request is told by itself too, as
 * when our extension is asked for that.
 */
export function stockReader(
  onLine: (line: Line) => void,
  withSamples = false,
): { add: (text: string) => void; end: () => void } {
  let pending = nothing();
  let last = 0;
  const flush = (): void => {
    for (const line of linesOf(pending)) onLine(line);
    pending = nothing();
  };
  return {
    add(text) {
      const point = readLine(text);
      switch (point.kind) {
        case 'result':
          count(pending, point.result);
          if (withSamples && point.result.channel !== CONTROL) pending.samples.push(sampleOf(point.result));
          break;
        case 'sent':
          pending.sent += point.count;
          break;
        case 'dropped':
          pending.dropped += point.count;
          break;
        case 'unreadable':
          pending.unreadable = {
            count: (pending.unreadable?.count ?? 0) + 1,
            first: pending.unreadable?.first ?? point.line.slice(0, LONGEST_EXCERPT),
          };
          break;
        case 'vus': {
          const { sent, dropped } = pending;
          last = point.time;
          flush();
          onLine({ sendproof: 'tick', time: point.time, sent, dropped, vus: point.count, gc: null });
          break;
        }
        case 'other':
          break;
      }
    },
    end() {
      const { sent, dropped } = pending;
      flush();
      if (sent > 0 || dropped > 0) onLine({ sendproof: 'tick', time: last, sent, dropped, vus: 0, gc: null });
      onLine({ sendproof: 'end' });
    },
  };
}

function nothing(): Pending {
  return {
    cells: new Map(),
    late: new Map(),
    ids: [],
    samples: [],
    reasons: new Map(),
    examples: [],
    slow: [],
    sent: 0,
    dropped: 0,
    unreadable: null,
  };
}

function count(pending: Pending, result: Result): void {
  const { channel, payload, outcome, status, due, late, setup, duration } = result;
  const second = Math.floor(due / 1000);
  const key = `${second} ${channel} ${payload} ${outcome} ${status}`;
  const cell = pending.cells.get(key) ?? {
    second,
    channel,
    payload,
    outcome,
    status,
    count: 0,
    latency: emptyLatencies(),
    service: emptyLatencies(),
  };
  pending.cells.set(key, cell);
  cell.count += 1;
  const latency = late + setup + duration;
  if (outcome !== 'none') {
    record(cell.latency, latency);
    record(cell.service, duration);
    if (latency >= SLOW) pending.slow.push([due, latency, channel]);
  }
  if (channel !== CONTROL) {
    const lateness = pending.late.get(second) ?? emptyLatencies();
    pending.late.set(second, lateness);
    record(lateness, late);
  }
  if (result.id !== undefined) pending.ids.push(result.id);
  if (result.fault !== undefined) countFault(pending, result, result.fault);
}

function sampleOf({ due, late, setup, duration, outcome }: Result): Sample {
  const index = OUTCOMES.indexOf(outcome);
  if (outcome === 'none') return [microseconds(due), -1, -1, index];
  // In this order, as the sum in `count`: the output of our own k6 must come to the same last bit.
  return [microseconds(due), microseconds(late + setup + duration), microseconds(setup + duration), index];
}

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}

function countFault(
  { reasons, examples }: Pending,
  { channel, outcome, due, late }: Result,
  { why, example }: NonNullable<Result['fault']>,
): void {
  addReason(reasons, { channel, outcome, why, count: 1 }, MOST_REASONS);
  if (example !== undefined && examples.length < MOST_REASONS)
    examples.push({ sendproof: 'example', channel, outcome, at: due + late, text: example });
}

function linesOf({ cells, late, ids, samples, reasons, examples, slow, unreadable }: Pending): Line[] {
  return [
    ...[...cells.values()].map(
      ({ latency, service, ...cell }): Line => ({
        sendproof: 'cell',
        ...cell,
        latency: encode(latency),
        service: encode(service),
      }),
    ),
    ...[...late].map(([second, histogram]): Line => ({ sendproof: 'late', second, histogram: encode(histogram) })),
    ...(ids.length > 0 ? [{ sendproof: 'ids' as const, ids }] : []),
    ...sampleLines(samples),
    ...[...reasons.values()].map((reason): Line => ({ sendproof: 'reason', ...reason })),
    ...examples,
    ...(slow.length > 0
      ? [{ sendproof: 'slow' as const, slow: slow.sort(([, a], [, b]) => b - a).slice(0, MOST_SLOW) }]
      : []),
    ...(unreadable === null ? [] : [{ sendproof: 'unreadable' as const, ...unreadable }]),
  ];
}

function sampleLines(samples: readonly Sample[]): Line[] {
  return Array.from({ length: Math.ceil(samples.length / MOST_SAMPLES) }, (_, index) => ({
    sendproof: 'samples',
    samples: samples.slice(index * MOST_SAMPLES, (index + 1) * MOST_SAMPLES),
  }));
}
