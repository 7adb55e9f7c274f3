import { type Runtime, runtimeOfMetrics } from './runtime.ts';

/** What a metrics page says of its process. Bytes and CPU seconds are null when it does not tell. */
export type Metrics =
  | { kind: 'read'; residentBytes: number | null; cpuSeconds: number | null; runtime: Runtime | null }
  | { kind: 'unreadable'; why: string };

export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Milliseconds for the whole answer. */
const TIME_LIMIT = 2000;
const SIZE_LIMIT = 5_000_000;

const RESIDENT = 'process_resident_memory_bytes';
const CPU = 'process_cpu_seconds_total';

/**
 * Reads a page of metrics in Prometheus' text format, at most 5 MB in at most 2 s; never throws.
 *
 * This request does not go through the gate, nor does it have to: the gate is the only road for messages, and this URL
 * is not the operation under test but a page that the profile names for just this (`metrics.prometheus`). It carries no
 * token, and goes nowhere else: redirects are not followed.
 */
export async function readMetrics(url: string, fetch: Fetch): Promise<Metrics> {
  const problem = problemOf(url);
  if (problem !== null) return { kind: 'unreadable', why: problem };
  try {
    const signal = AbortSignal.timeout(TIME_LIMIT);
    const response = await fetch(url, { redirect: 'manual', headers: { Accept: 'text/plain' }, signal });
    if (response.status !== 200) {
      await response.body?.cancel();
      return { kind: 'unreadable', why: `it answered ${response.status}` };
    }
    const text = await limited(response.body);
    return text === null ? { kind: 'unreadable', why: 'the answer is longer than 5 MB' } : metricsOf(text);
  } catch (error) {
    return { kind: 'unreadable', why: reason(error) };
  }
}

function problemOf(url: string): string | null {
  if (!URL.canParse(url)) return 'it is not a URL';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it is neither http: nor https:';
  return username + password === '' ? null : 'a URL must not hold a name or a password';
}

/** Null when it is too long: no more than that is kept. */
async function limited(body: ReadableStream<Uint8Array> | null): Promise<string | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body ?? []) {
    size += part.byteLength;
    if (size > SIZE_LIMIT) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  if (error.name === 'TimeoutError') return 'no whole answer within 2 s';
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Name, labels (in whose quoted values anything may stand), value; a time or an exemplar may follow. */
const SAMPLE = /^([a-zA-Z_:][\w:]*)\s*(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?\s*([-+.\w]+)(?:\s|$)/;

/** Reads the text format. Values of one name add up: a cluster tells of each of its processes. */
export function metricsOf(text: string): Metrics {
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, written] = SAMPLE.exec(line) ?? [];
    const value = numberIn(written);
    if (name !== undefined && value !== null) values.set(name, (values.get(name) ?? 0) + value);
  }
  if (values.size === 0) return { kind: 'unreadable', why: 'the answer holds no metrics in the text format' };
  const residentBytes = amount(values.get(RESIDENT));
  const cpuSeconds = amount(values.get(CPU));
  if (residentBytes === null && cpuSeconds === null) {
    return { kind: 'unreadable', why: `it tells neither ${RESIDENT} nor ${CPU}` };
  }
  return { kind: 'read', residentBytes, cpuSeconds, runtime: runtimeOfMetrics(values.keys()) };
}

/** A number as Go writes it; null when it is none. */
function numberIn(written: string | undefined): number | null {
  const infinity = /^([-+]?)inf(?:inity)?$/i.exec(written ?? '');
  if (infinity !== null) return infinity[1] === '-' ? -Infinity : Infinity;
  const value = Number(written);
  return Number.isNaN(value) && !/^nan$/i.test(written ?? '') ? null : value;
}

function amount(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value >= 0 ? value : null;
}
