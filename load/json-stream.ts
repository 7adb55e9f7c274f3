import { field, parse } from './json.ts';
import { type Fault, OUTCOMES, type Outcome } from './scenarios/result.ts';
import { CHANNELS, CONTROL, RESULT_METRIC } from './scenarios/settings.ts';

/** One line of k6's JSON output, as far as it matters here. */
export type Point =
  | { kind: 'result'; result: Result }
  /** k6's own count of requests, the control left out. */
  | { kind: 'sent'; count: number }
  | { kind: 'dropped'; count: number }
  /** Virtual users that exist; k6 says so every second. `time` in milliseconds since 1970. */
  | { kind: 'vus'; count: number; time: number }
  /** Anything else that k6 measures. */
  | { kind: 'other' }
  | { kind: 'unreadable'; line: string };

export type Result = {
  /** Or "control". */
  channel: string;
  payload: string;
  outcome: Outcome;
  /** 0 when there was no answer. */
  status: number;
  /** `http_req_duration` in milliseconds. */
  duration: number;
  /** As in `result.ts`, in milliseconds. */
  due: number;
  late: number;
  setup: number;
  /** Of a right answer. */
  id?: string;
  fault?: Fault;
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
      return isControl(data) ? { kind: 'other' } : { kind: 'sent', count: value };
    case 'dropped_iterations':
      return isControl(data) ? { kind: 'other' } : { kind: 'dropped', count: value };
    case 'vus_max': {
      const time = Date.parse(string(field(data, 'time')));
      return Number.isNaN(time) ? unreadable : { kind: 'vus', count: value, time };
    }
    default:
      return { kind: 'other' };
  }
}

function isControl(data: unknown): boolean {
  return field(field(data, 'tags'), 'scenario') === CONTROL;
}

function readResult(data: unknown, duration: number): Point | null {
  const tags = field(data, 'tags');
  const channel = [...CHANNELS, CONTROL].find((known) => known === field(tags, 'channel'));
  const payload = string(field(tags, 'payload'));
  const outcome = OUTCOMES.find((known) => known === field(tags, 'outcome'));
  const status = Number.parseInt(string(field(tags, 'status')), 10);
  const times = /^(\S+) (\S+) (\S+) (.*)$/s.exec(string(field(field(data, 'metadata'), 'r')));
  if (channel === undefined || payload === '' || outcome === undefined || Number.isNaN(status) || times === null)
    return null;
  const [due = -1, late = -1, setup = -1] = times.slice(1, 4).map(Number);
  if (!(due >= 0 && late >= 0 && setup >= 0)) return null;
  const result: Result = { channel, payload, outcome, status, duration, due, late, setup };
  const rest = times[4] ?? '';
  if (channel === CONTROL) return { kind: 'result', result };
  if (outcome === 'ok') return { kind: 'result', result: { ...result, id: rest } };
  const fault = readFault(parse(rest));
  return fault === null ? null : { kind: 'result', result: { ...result, fault } };
}

function readFault(value: unknown): Fault | null {
  const why = field(value, 'why');
  const example = field(value, 'example');
  if (typeof why !== 'string') return null;
  if (example === undefined) return { why };
  return typeof example === 'string' ? { why, example } : null;
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
