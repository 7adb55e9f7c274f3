import { createServer, type IncomingMessage, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { isObject, type Json, type JsonObject } from '../../contracts/clauses/json.ts';
import { serve } from '../../fixtures/reference/index.ts';
import { threadIds } from '../../fixtures/reference/workspace.ts';

/** How a server that follows another document differs from the reference: in what it takes, and in what it answers. */
export type Adaptation = {
  variant?: string;
  /** The body as the reference takes it; `undefined` where it is refused. */
  take?: (body: JsonObject) => JsonObject | undefined;
  answer?: (status: number, body: JsonObject) => { status: number; body: JsonObject };
  /** Other names for threads of the reference, with the channel that they are of. */
  threads?: Readonly<Record<string, { thread: string; channel: string }>>;
};

const refused = { message: 'This does not fit.', code: 'validation_failed' };

/** The reference behind a server that adapts it. */
export async function serveAdapted({ variant, take, answer, threads = {} }: Adaptation) {
  const reference = await serve(variant === undefined ? {} : { variant });
  const server = createServer(async (request, response) => {
    const bytes = await buffer(request);
    const own = decodeURIComponent(/\/threads\/([^/]*)\//.exec(request.url ?? '')?.[1] ?? '');
    const other = Object.hasOwn(threads, own) ? threads[own] : undefined;
    const parsed = isJson(request) ? objectIn(bytes.toString()) : undefined;
    const taken = parsed && take ? written(take(parsed)) : bytes;
    // What is no JSON object stays as it is, to the byte: the reference refuses it.
    const isRefused = taken === undefined;
    const path = other ? `/api/v2/threads/${other.thread}/messages` : (request.url ?? '/');
    const given = isRefused
      ? { status: 400, headers: {}, bytes: Buffer.from(JSON.stringify(refused)) }
      : await forwarded(new URL(reference.url).origin, path, request, taken);
    const said = objectIn(given.bytes.toString()) ?? {};
    const named = other && given.status === 200 ? { ...said, thread_id: own, channel: other.channel } : said;
    const adapted = answer ? answer(given.status, named) : { status: given.status, body: named };
    const { 'www-authenticate': challenge } = given.headers;
    response.writeHead(adapted.status, {
      'content-type': 'application/json',
      ...(challenge === undefined ? {} : { 'www-authenticate': challenge }),
    });
    response.end(JSON.stringify(adapted.body));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    env: reference.env,
    profile: { ...reference.profile, baseUrl: `http://127.0.0.1:${address.port}/api/v2` },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await reference.close();
    },
  };
}

export { threadIds };

function isJson({ headers }: IncomingMessage): boolean {
  return headers['content-type'] === undefined || /^application\/json/i.test(headers['content-type']);
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Nested so deep that JavaScript cannot write it, a body is refused (RFC 8259, 9). */
function written(body: JsonObject | undefined): Buffer | undefined {
  try {
    return body && Buffer.from(JSON.stringify(body));
  } catch {
    return undefined;
  }
}

type Given = { status: number; headers: IncomingMessage['headers']; bytes: Buffer };

function forwarded(origin: string, path: string, { method, headers }: IncomingMessage, body: Buffer): Promise<Given> {
  return new Promise((resolve, reject) => {
    const { authorization, 'content-type': type } = headers;
    const onward = send(`${origin}${path}`, {
      method: method ?? 'POST',
      headers: { ...(authorization ? { authorization } : {}), ...(type ? { 'content-type': type } : {}) },
    });
    onward.once('error', reject);
    onward.once('response', async (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: await buffer(answer) });
    });
    onward.end(body);
  });
}
