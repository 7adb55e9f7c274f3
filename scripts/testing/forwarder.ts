import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { onTestFinished } from 'vitest';

/** Passes every request on to `target`, and tells of each before it does. */
export async function forwardTo(target: string, onRequest: (count: number) => void): Promise<string> {
  const { hostname, port } = new URL(target);
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    onRequest(count);
    const { method, headers, url } = request;
    const onward = send({ hostname, port, path: url, method, headers, agent: false }, (answer) => {
      // Who has asked may have gone away meanwhile.
      if (response.destroyed) return void answer.resume();
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      pipeline(answer, response, () => undefined);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port: own } = server.address() as AddressInfo;
  return target.replace(`:${port}`, `:${own}`);
}
