import { createServer } from 'node:http';

/** The generator's own server while the load runs. */
export type Control = {
  /** `http://127.0.0.1:PORT/` */
  url: string;
  /** Ends every connection and frees the port. */
  close: () => Promise<void>;
};

const ANSWER = 'ok\n';

/** Milliseconds: longer than any pause between two requests of k6, which would find its connection closed. */
const KEPT_OPEN = 120_000;

/**
 * A server on this machine's loopback that answers GET at once, always the same. How long its answers take in the eyes
 * of k6 is what machine and generator add to every latency. Rejects when no port can be had.
 */
export function startControl(): Promise<Control> {
  const server = createServer({ keepAliveTimeout: KEPT_OPEN }, (request, response) => {
    // A body that nobody reads would keep its connection from the next request.
    request.resume();
    const headers = { 'Content-Type': 'text/plain', 'Content-Length': Buffer.byteLength(ANSWER) };
    if (request.method === 'GET') response.writeHead(200, headers).end(ANSWER);
    else response.writeHead(405, { Allow: 'GET' }).end();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return reject(new Error('the server has no port'));
      resolve({
        url: `http://127.0.0.1:${address.port}/`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}
