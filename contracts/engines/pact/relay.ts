import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A request on its way to the gate's door. */
export type Passing = { path: string; headers: IncomingMessage['headers']; body: Buffer };

/** What becomes another on the way, there and back. */
export type Rewrite = { request: (passing: Passing) => Passing; answer: (body: Buffer) => Buffer };

/** Where the Verifier asks for provider states. Not the target's business. */
const stateSetup = '/_pactSetup';

/** Written anew: the body has been parsed on the way. */
const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

const asItIs: Rewrite = { request: (passing) => passing, answer: (body) => body };

/**
 * Passes the Verifier's requests on to `base`, in place of pact-js's own proxy. That one throws where nobody can catch it
 * when a target closes the connection, and follows HTTP_PROXY away from loopback. Here no answer stays no answer.
 */
export function relayTo(base: string, rewriteNow: () => Rewrite = () => asItIs) {
  return (request: IncomingMessage & { body?: unknown }, response: ServerResponse, next: () => void): void => {
    if (request.url === stateSetup) {
      next();
      return;
    }
    const rewrite = rewriteNow();
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !own.has(name)));
    const passing = rewrite.request({ path: request.url ?? '', headers, body: bytesOf(request.body) });
    const onward = send(new URL(passing.path, base), {
      method: request.method ?? 'POST',
      headers: { ...passing.headers, 'content-length': passing.body.length },
      agent: false,
    });
    onward.once('error', () => response.destroy());
    onward.once('response', (answer) => {
      buffer(answer).then(
        (body) => {
          const told = rewrite.answer(body);
          const fields = Object.entries(answer.headersDistinct).filter(([name]) => !own.has(name));
          response
            .writeHead(answer.statusCode ?? 502, { ...Object.fromEntries(fields), 'content-length': told.length })
            .end(told);
        },
        () => response.destroy(),
      );
    });
    onward.end(passing.body);
  };
}

/** JSON comes parsed, anything else as it is. */
function bytesOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body) ?? '');
}
