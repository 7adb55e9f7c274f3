import { emptyLatencies, encode, type Latencies, record } from './histogram.ts';
import { type Result, readLine } from './json-stream.ts';
import type { Line } from './output.ts';
import { addReason, type Reason } from './reason.ts';
import { CONTROL } from './scenarios/settings.ts';

const SLOW = 10;
const MOST_SLOW = 100;
const MOST_REASONS = 20;
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
  reasons: Map<string, Reason>;
  examples: Extract<Line, { sendproof: 'example' }>[];
  slow: [number, number, string][];
  sent: number;
  dropped: number;
  unreadable: { count: number; first: string } | null;
};

/**
 * Makes from k6's own JSON output the lines that our extension would write, once a second: for a k6 that does not have
 * it. Costs more, since every sample goes through a pipe as text.
 */
export function stockReader(onLine: (line: Line) => void): { add: (text: string) => void; end: () => void } {
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

function countFault(
  { reasons, examples }: Pending,
  { channel, outcome, due, late }: Result,
  { why, example }: NonNullable<Result['fault']>,
): void {
  addReason(reasons, { channel, outcome, why, count: 1 }, MOST_REASONS);
  if (example !== undefined && examples.length < MOST_REASONS)
    examples.push({ sendproof: 'example', channel, outcome, at: due + late, text: example });
}

function linesOf({ cells, late, ids, reasons, examples, slow, unreadable }: Pending): Line[] {
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
    ...[...reasons.values()].map((reason): Line => ({ sendproof: 'reason', ...reason })),
    ...examples,
    ...(slow.length > 0
      ? [{ sendproof: 'slow' as const, slow: slow.sort(([, a], [, b]) => b - a).slice(0, MOST_SLOW) }]
      : []),
    ...(unreadable === null ? [] : [{ sendproof: 'unreadable' as const, ...unreadable }]),
  ];
}
