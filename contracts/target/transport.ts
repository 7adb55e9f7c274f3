import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { type Answer, field, fieldsOf, type HeaderList, type Message, type NoAnswer } from './exchange.ts';

/** A target is hostile until shown otherwise: no wait and no size without a limit. */
const defaults = { answerBytes: 1 << 20, headerBytes: 1 << 16, connectMs: 5_000, answerMs: 15_000, redirects: 5 };
export type Bounds = typeof defaults;

/** A connection that is kept open from one request to the next. */
export type Connection = { agentFor(protocol: string): HttpAgent; close(): void };

/**
 * Sends one message once, on a connection of its own unless one is given. Redirects that keep the method (307, 308) are
 * followed within the origin. Never rejects.
 */
export type Transport = (
  url: string,
  message: Message,
  signal: AbortSignal,
  connection?: Connection,
) => Promise<Answer | NoAnswer>;

export function openConnection(): Connection {
  const options = { keepAlive: true, maxSockets: 1 };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return {
    agentFor: (protocol) => (protocol === 'https:' ? agents.https : agents.http),
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/**
 * Node's own client: it reads what undici gives up on though HTTP allows it (an unasked 100, white space around a field).
 * A connection for each request: a target that serves one connection at a time would starve the others, and one that
 * closes idle connections would break a request now and then.
 */
export function openTransport(bounds: Bounds = defaults): Transport {
  return (url, message, signal, connection) =>
    follow({ bounds, message, signal, connection }, new URL(url), bounds.redirects);
}

/** Every header field of a request, in the order in which it goes out. */
export function fieldsSent(url: string | URL, { headers, body }: Message, connection?: Connection): HeaderList {
  return [
    ['host', new URL(url).host],
    ['accept-encoding', 'identity'],
    ['content-length', String(body.length)],
    ['connection', connection === undefined ? 'close' : 'keep-alive'],
    ...headers,
  ];
}

type Errand = { bounds: Bounds; message: Message; signal: AbortSignal; connection: Connection | undefined };

async function follow(errand: Errand, url: URL, redirects: number): Promise<Answer | NoAnswer> {
  const answer = await once(errand, url);
  const location = answer.kind === 'answer' ? field(answer.headers, 'location') : undefined;
  if (answer.kind === 'none' || ![307, 308].includes(answer.status) || location === undefined) return answer;
  const next = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  // To another origin the token must not go; the answer is judged as it is.
  if (next?.origin !== url.origin) return answer;
  if (redirects === 0)
    return { kind: 'none', cause: 'broken', reason: `more than ${errand.bounds.redirects} redirects` };
  return follow(errand, next, redirects - 1);
}

async function once(errand: Errand, url: URL): Promise<Answer | NoAnswer> {
  const { bounds, signal } = errand;
  // A deadline over all: no target can keep a request alive by dripping bytes.
  const deadline = AbortSignal.timeout(bounds.answerMs);
  const request = requestTo(errand, url, AbortSignal.any([signal, deadline]));
  try {
    const response = await responseTo(request, errand.message);
    const body = await bodyOf(response, bounds.answerBytes);
    if (body === undefined) return tooLong(bounds);
    const headers = fieldsOf(response.rawHeaders);
    const decoded = decode(body, field(headers, 'content-encoding'), bounds);
    return Buffer.isBuffer(decoded)
      ? { kind: 'answer', status: response.statusCode ?? 0, headers, body: decoded }
      : decoded;
  } catch (error) {
    const none = whyNone(error, deadline.aborted, bounds);
    // It may have been closed for idleness just then.
    return request.reusedSocket && none.cause === 'broken' ? { ...none, cause: 'closed' } : none;
  }
}

function requestTo({ bounds, message, connection }: Errand, url: URL, signal: AbortSignal): ClientRequest {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return send(url, {
    method: 'POST',
    headers: fieldsSent(url, message, connection).flat(),
    agent: connection?.agentFor(url.protocol) ?? false,
    maxHeaderSize: bounds.headerBytes,
    // What is judged is the contract; how carefully a target writes HTTP is another question.
    insecureHTTPParser: true,
    signal,
  }).once('socket', (socket) => limitConnecting(socket, bounds.connectMs));
}

function responseTo(request: ClientRequest, { body }: Message): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Interim answers (RFC 9110, 15.2) are events of their own: this is the one that counts.
    request.once('response', resolve);
    // After the answer has begun, what happens to the request no longer matters: a target need not read all of it.
    request.on('error', reject);
    request.end(body);
  });
}

function limitConnecting(socket: Socket, milliseconds: number): void {
  if (!socket.connecting) return;
  const late = Object.assign(new Error(`no connection within ${milliseconds / 1000} s`), { code: 'ETIMEDOUT' });
  const timer = setTimeout(() => socket.destroy(late), milliseconds);
  socket.once('connect', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}

/** `undefined` when it is longer than `limit`. */
async function bodyOf(response: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > limit) {
      response.destroy();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Undoes content codings (RFC 9110, 8.4): a target may use one though it was asked not to. */
function decode(body: Buffer, encoding: string | undefined, bounds: Bounds): Buffer | NoAnswer {
  // Nothing is nothing in every coding, though gzip itself has no such form.
  if (body.length === 0) return body;
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
  if (code === 'HPE_HEADER_OVERFLOW')
    return {
      kind: 'none',
      cause: 'limit',
      reason: `the answer's header is longer than ${bounds.headerBytes >> 10} KiB`,
    };
  if (late) return { kind: 'none', cause: 'timeout', reason: `no answer within ${bounds.answerMs / 1000} s` };
  if (unreachable.has(code) || /certificate|TLS|SSL/i.test(`${code} ${message}`))
    return { kind: 'none', cause: 'unreachable', reason: `${message} (${code})` };
  if (code.startsWith('HPE_')) return { kind: 'none', cause: 'broken', reason: `the answer is not HTTP (${message})` };
  return { kind: 'none', cause: 'broken', reason: `the connection broke before the answer was whole (${message})` };
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'ERR_SSL_WRONG_VERSION_NUMBER',
]);

function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  // Several addresses tried in vain come as one AggregateError without a message of its own.
  const inner = error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
  const code = 'code' in inner ? String(inner.code) : '';
  return { code, message: inner.message || code };
}
