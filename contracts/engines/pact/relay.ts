import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream';

/** Where the Verifier asks for provider states. Not the target's business. */
const stateSetup = '/_pactSetup';

/** Written anew: the body has been parsed on the way. */
const own = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/**
 * Passes the Verifier's requests on to `base`, in place of pact-js's own proxy. That one throws where nobody can catch it
 * when a target closes the connection, and follows HTTP_PROXY away from loopback. Here no answer stays no answer.
 */
export function relayTo(base: string) {
  return (request: IncomingMessage & { body?: unknown }, response: ServerResponse, next: () => void): void => {
    if (request.url === stateSetup) {
      next();
      return;
    }
    const body = Buffer.from(JSON.stringify(request.body) ?? '');
    const headers = Object.entries(request.headers).filter(([name]) => !own.has(name));
    const onward = send(new URL(request.url ?? '', base), {
      method: request.method ?? 'POST',
      headers: { ...Object.fromEntries(headers), 'content-length': body.length },
      agent: false,
    });
    onward.once('error', () => response.destroy());
    onward.once('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      pipeline(answer, response, () => undefined);
    });
    onward.end(body);
  };
}
