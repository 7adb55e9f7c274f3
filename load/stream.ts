import { type Detail, OUTCOMES, type Outcome } from './scenarios/result.ts';
import { CHANNELS, type Channel, RESULT_METRIC } from './scenarios/settings.ts';

/** One line of k6's JSON output, as far as it matters here. */
export type Point =
  | { kind: 'result'; result: Result }
  /** k6's own count of requests. */
  | { kind: 'sent'; count: number }
  | { kind: 'dropped'; count: number }
  /** Virtual users that exist; k6 says so every second. `time` in milliseconds since 1970. */
  | { kind: 'vus'; count: number; time: number }
  /** Anything else that k6 measures. */
  | { kind: 'other' }
  | { kind: 'unreadable'; line: string };

export type Result = Detail & {
  channel: Channel;
  outcome: Outcome;
  /** 0 when there was no answer. */
  status: number;
  /** `http_req_duration` in milliseconds. */
  latency: number;
};

const LONGEST_EXCERPT = 80;

/**
 * Reads one line. k6 is another program, and maybe not the one we know: nothing is believed that was not looked at,
 * and a line that is not as k6 >= 1.0 writes it is `unreadable`, never skipped.
 */
export function readLine(line: string): Point {
  const unreadable: Point = { kind: 'unreadable', line: line.slice(0, LONGEST_EXCERPT) };
  const parsed = parse(line);
  const metric = field(parsed, 'metric');
  if (typeof metric !== 'string') return unreadable;
  if (field(parsed, 'type') === 'Metric') return { kind: 'other' };
  const data = field(parsed, 'data');
  const value = field(data, 'value');
  if (field(parsed, 'type') !== 'Point' || typeof value !== 'number' || !(value >= 0)) return unreadable;
  switch (metric) {
    case RESULT_METRIC:
      return readResult(data, value) ?? unreadable;
    case 'http_reqs':
      return { kind: 'sent', count: value };
    case 'dropped_iterations':
      return { kind: 'dropped', count: value };
    case 'vus_max': {
      const time = Date.parse(string(field(data, 'time')));
      return Number.isNaN(time) ? unreadable : { kind: 'vus', count: value, time };
    }
    default:
      return { kind: 'other' };
  }
}

function readResult(data: unknown, latency: number): Point | null {
  const tags = field(data, 'tags');
  const channel = CHANNELS.find((known) => known === field(tags, 'channel'));
  const outcome = OUTCOMES.find((known) => known === field(tags, 'outcome'));
  const status = Number.parseInt(string(field(tags, 'status')), 10);
  const detail = readDetail(parse(string(field(field(data, 'metadata'), 'detail'))));
  if (channel === undefined || outcome === undefined || Number.isNaN(status) || detail === null) return null;
  return { kind: 'result', result: { ...detail, channel, outcome, status, latency } };
}

function readDetail(value: unknown): Detail | null {
  const at = field(value, 'at');
  if (typeof at !== 'number' || !Number.isFinite(at)) return null;
  const detail: Detail = { at };
  for (const key of ['id', 'why', 'example'] as const) {
    const text = field(value, key);
    if (typeof text === 'string') detail[key] = text;
    else if (text !== undefined) return null;
  }
  return detail;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
