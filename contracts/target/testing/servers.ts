import { createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on a free loopback port until the test ends; each connection is handed over as it is. */
export async function serveRaw(
  onConnection: (socket: Socket) => void,
): Promise<{ url: string; connections: () => number }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  const url = await listen(server);
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url, connections: () => connections };
}

/** A server that answers each request with what `answer` makes of it, byte for byte, and closes the connection. */
export async function answerRaw(answer: (request: string, socket: Socket) => string | Buffer | undefined) {
  const requests: string[] = [];
  const { url } = await serveRaw((socket) => {
    let request = '';
    socket.on('data', (bytes) => {
      request += bytes.toString('latin1');
      if (!isWhole(request)) return;
      requests.push(request);
      const reply = answer(request, socket);
      if (reply !== undefined) socket.end(reply);
    });
  });
  return { url, requests };
}

/** The bytes of an answer with a body and its length. */
export function http(head: string, body: string | Buffer = ''): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${head}\r\ncontent-length: ${bytes.length}\r\n\r\n`, 'latin1'), bytes]);
}

/** A loopback address on which nobody listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return url;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP server');
  return `http://127.0.0.1:${address.port}`;
}

function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
  return end >= 0 && request.length >= end + 4 + length;
}
