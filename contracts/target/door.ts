import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Case } from '../cases/case.ts';
import type { Engine } from '../cases/engine.ts';
import { fieldsOf, type Sending, type Subject } from './exchange.ts';
import type { Gate } from './gate.ts';
import type { Target } from './profile.ts';
import { resolve } from './resolve.ts';

/** The gate as a plain HTTP server on loopback, for engines that open their own sockets. */
export type Door = {
  /** What an engine takes for the target. */
  url: string;
  /** What goes between `url` and the message's path so that the gate knows which case a request belongs to. */
  prefix(sending: Sending): string;
  close(): Promise<void>;
};

/** Fields of one hop (RFC 9110, 7.6.1), and what the gate or the transport sets itself. */
const ownFields = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'accept-encoding',
]);

/** Undone on the way in, so no longer true on the way out. */
const answerOwnFields = new Set([...ownFields, 'content-encoding']);

const requestBytes = 8 << 20;

export async function openDoor(gate: Gate, cases: readonly Case[]): Promise<Door> {
  const numbers = new Map(cases.map((one, index) => [one.id, index]));
  const entrance = await openEntrance(gate, (url) => {
    const passed = parsePath(url, cases);
    return passed !== undefined && isPlanned(gate.target, passed) ? passed : undefined;
  });
  return {
    ...entrance,
    prefix: ({ engine, case: one, entry }) => `/~${engine}.${numbers.get(one.id)}.${entry}`,
  };
}

/** What a request through a door turns out to be: what it is sent for, and its path below the base URL. */
export type Passed<For extends Subject = Case> = { sending: Sending<For>; path: string; thread: string };

/** A plain HTTP server on loopback before a gate; `admit` says what a URL is, and nothing where it is none of the plan. */
export async function openEntrance<For extends Subject>(
  gate: Gate<For>,
  admit: (url: string) => Passed<For> | undefined,
): Promise<Pick<Door, 'url' | 'close'>> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const passed = request.method === 'POST' ? admit(request.url ?? '') : undefined;
    if (passed === undefined) {
      // Not one of the plan: nothing that it did not ask for reaches a target.
      response.writeHead(421, { 'content-type': 'text/plain' }).end('sendproof: no case has this path\n');
      return;
    }
    const { sending, path, thread } = passed;
    const headers = fieldsOf(request.rawHeaders).filter(([name]) => !ownFields.has(name.toLowerCase()));
    const { answer } = await gate.send(sending, thread, { path, headers, body: await bodyOf(request) });
    if (answer.kind === 'none') {
      // What the engine sees is what happened: no answer.
      response.destroy();
      return;
    }
    response.sendDate = false;
    const fields = answer.headers.filter(([name]) => !answerOwnFields.has(name.toLowerCase()));
    response.writeHead(answer.status, [...fields, ['content-length', String(answer.body.length)]].flat());
    response.end(answer.body);
  };
  const server = createServer((request, response) => {
    // An engine that sends what no case has gets no answer; it must not end the harness.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

function parsePath(url: string, cases: readonly Case[]): Passed | undefined {
  const [, engine, number, entry, path, thread] =
    /^\/~(dredd|pact)\.(\d+)\.(\d+)(\/threads\/([^/?#]*)\/messages)$/.exec(url) ?? [];
  const one = cases[Number(number)];
  if (one === undefined || path === undefined || thread === undefined || !isEngine(engine)) return undefined;
  try {
    return { sending: { case: one, engine, entry: Number(entry), round: 0 }, path, thread: decodeURIComponent(thread) };
  } catch {
    return undefined;
  }
}

/** Whether the profile has that thread for that entry of the case's state. */
function isPlanned(target: Target, { sending, thread }: Passed): boolean {
  const resolved = resolve(sending.case, target);
  return resolved.kind === 'ready' && resolved.messages[sending.entry]?.thread === thread;
}

function isEngine(name: string | undefined): name is Engine {
  return name === 'dredd' || name === 'pact';
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > requestBytes) throw new RangeError('an engine sent more than any case has');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
