import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { Agent, errors } from 'undici';
import { type Answer, field, type HeaderList, type Message, type NoAnswer } from './exchange.ts';

/** A target is hostile until shown otherwise: no wait and no size without a limit. */
const defaults = { answerBytes: 1 << 20, headerBytes: 1 << 16, connectMs: 5_000, answerMs: 15_000, redirects: 5 };
export type Bounds = typeof defaults;

/** Sends one message once. Redirects that keep the method (307, 308) are followed within the origin. Never rejects. */
export type Transport = {
  send(url: string, message: Message, signal: AbortSignal): Promise<Answer | NoAnswer>;
  close(): Promise<void>;
};

export function openTransport(bounds: Bounds = defaults): Transport {
  const agent = new Agent({
    connect: { timeout: bounds.connectMs },
    headersTimeout: bounds.answerMs,
    bodyTimeout: bounds.answerMs,
    maxHeaderSize: bounds.headerBytes,
    // A connection for each request: a target that serves one connection at a time would starve the others, and one
    // that closes idle connections would break a request now and then.
    pipelining: 0,
  });
  return {
    send: (url, message, signal) => follow({ agent, bounds }, new URL(url), message, signal, bounds.redirects),
    close: () => agent.destroy(),
  };
}

type Line = { agent: Agent; bounds: Bounds };

async function follow(
  line: Line,
  url: URL,
  message: Message,
  signal: AbortSignal,
  redirects: number,
): Promise<Answer | NoAnswer> {
  const answer = await once(line, url, message, signal);
  const location = answer.kind === 'answer' ? field(answer.headers, 'location') : undefined;
  if (answer.kind === 'none' || ![307, 308].includes(answer.status) || location === undefined) return answer;
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  // To another origin the token must not go; the answer is judged as it is.
  if (next?.origin !== url.origin) return answer;
  if (redirects === 0) return { kind: 'none', cause: 'broken', reason: `more than ${line.bounds.redirects} redirects` };
  return follow(line, next, message, signal, redirects - 1);
}

async function once(
  { agent, bounds }: Line,
  url: URL,
  message: Message,
  signal: AbortSignal,
): Promise<Answer | NoAnswer> {
  // A deadline over all: a target that drips a byte now and then keeps undici's own timers quiet.
  const deadline = AbortSignal.timeout(bounds.answerMs);
  try {
    const { statusCode, headers, body } = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'POST',
      headers: [...message.headers, ['accept-encoding', 'identity']].flat(),
      body: message.body.length > 0 ? message.body : null,
      responseHeaders: 'raw',
      signal: AbortSignal.any([signal, deadline]),
    });
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > bounds.answerBytes) {
        body.destroy();
        return tooLong(bounds);
      }
      chunks.push(chunk);
    }
    const fields = pairs(headers);
    const decoded = decode(Buffer.concat(chunks), field(fields, 'content-encoding'), bounds);
    return Buffer.isBuffer(decoded) ? { kind: 'answer', status: statusCode, headers: fields, body: decoded } : decoded;
  } catch (error) {
    return whyNone(error, deadline.aborted, bounds);
  }
}

/** undici's `raw` header form is a flat list, typed as a record. */
function pairs(raw: unknown): HeaderList {
  const flat = Array.isArray(raw) ? raw.map(String) : [];
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2] ?? '', flat[index * 2 + 1] ?? '']);
}

/** Undoes content codings (RFC 9110, 8.4): a target may use one though it was asked not to. */
function decode(body: Buffer, encoding: string | undefined, bounds: Bounds): Buffer | NoAnswer {
  const limit = { maxOutputLength: bounds.answerBytes };
  const codings = (encoding ?? '').split(',').map((name) => name.trim().toLowerCase());
  try {
    return codings.reduceRight((bytes, coding) => {
      if (coding === 'gzip' || coding === 'x-gzip') return gunzipSync(bytes, limit);
      if (coding === 'br') return brotliDecompressSync(bytes, limit);
      if (coding === 'deflate') return inflateSync(bytes, limit);
      return bytes;
    }, body);
  } catch (error) {
    if (error instanceof RangeError) return tooLong(bounds);
    return { kind: 'none', cause: 'broken', reason: `the answer's content coding ${encoding} cannot be undone` };
  }
}

function tooLong(bounds: Bounds): NoAnswer {
  return { kind: 'none', cause: 'limit', reason: `the answer is longer than ${bounds.answerBytes >> 10} KiB` };
}

function whyNone(error: unknown, late: boolean, bounds: Bounds): NoAnswer {
  const { code, message } = describe(error);
  if (late || error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return { kind: 'none', cause: 'timeout', reason: `no answer within ${bounds.answerMs / 1000} s` };
  if (unreachable.has(code) || /certificate|TLS|SSL/i.test(`${code} ${message}`))
    return { kind: 'none', cause: 'unreachable', reason: `${message} (${code})` };
  if (error instanceof errors.HTTPParserError || code.startsWith('HPE_'))
    return { kind: 'none', cause: 'broken', reason: `the answer is not HTTP (${message})` };
  return { kind: 'none', cause: 'broken', reason: `the connection broke before the answer was whole (${message})` };
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  // Several addresses tried in vain come as one AggregateError without a message of its own.
  const inner = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in inner ? String(inner.code) : '';
  return { code, message: inner.message || code };
}
