import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { onTestFinished } from 'vitest';

/** What a server under test does in place of what its document says. */
export type Quirk = (request: {
  body: string;
  count: number;
}) => { status: number; headers?: object; body?: object } | undefined;

const token = 'a-token-for-tests-only';
export const env = { FOLLOWING_TOKEN: token };

const channels: Record<string, string> = { 'thr-email': 'email', 'thr-teams': 'teams', 'thr-whatsapp': 'whatsapp' };

/** A server that does what a document says, and a profile for it. It reads the document for itself. */
export async function following(document: string, quirk: Quirk = () => undefined) {
  const { paths, components } = JSON.parse(document);
  const operation = paths['/threads/{thread_id}/messages'].post;
  const ajv = new Ajv({ strict: false });
  addFormats.default(ajv);
  const { content } = operation.requestBody;
  const isValid = Object.fromEntries(
    Object.entries<{ schema: object }>(content).map(([type, { schema }]) => [type, ajv.compile(schema)]),
  );
  const status = Object.keys(operation.responses).find((one) => one.startsWith('2')) ?? '200';
  const success = operation.responses[status].content['application/json'].schema.properties;
  const failure = components.responses.error.content['application/json'].schema.properties;
  const headers: { name: string; required?: boolean }[] = (operation.parameters ?? []).filter(
    (one: { in: string }) => one.in === 'header',
  );
  let count = 0;

  const answer = async (request: IncomingMessage): Promise<{ status: number; body: object; headers?: object }> => {
    const no = (code: number) => ({
      status: code,
      body: Object.fromEntries(
        ['message', 'code', 'type'].filter((name) => name in failure).map((name) => [name, 'no']),
      ),
    });
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    count += 1;
    const odd = quirk({ body: text, count });
    if (odd !== undefined) return { ...no(odd.status), ...odd };
    const isOpen = operation.security.some((way: object) => Object.keys(way).length === 0);
    const { authorization } = request.headers;
    if (authorization === undefined ? !isOpen : authorization !== `Bearer ${token}`) return no(401);
    const thread = request.url?.split('/').at(-2) ?? '';
    const channel = channels[thread];
    if (channel === undefined || !success.channel.enum.includes(channel)) return no(404);
    const type = request.headers['content-type'] ?? '';
    const check = isValid[type];
    if (check === undefined) return no(415);
    if (headers.some(({ name, required }) => required && request.headers[name.toLowerCase()] === undefined))
      return no(400);
    if (!check(parsed(type, text))) return no(400);
    const all = { id: `m${count}`, thread_id: thread, channel };
    return {
      status: Number(status),
      body: Object.fromEntries(Object.entries(all).filter(([name]) => name in success)),
    };
  };

  const server = createServer(async (request, response) => {
    const { status: code, body, headers: more = {} } = await answer(request);
    response.writeHead(code, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return {
    requests: () => count,
    profile: {
      name: 'following',
      baseUrl: `http://127.0.0.1:${port}/api`,
      tokens: { full: { env: 'FOLLOWING_TOKEN' } },
      states: {
        'email-thread': { thread: 'thr-email' },
        'teams-thread': { thread: 'thr-teams' },
        'whatsapp-thread': { thread: 'thr-whatsapp' },
      },
    },
  };
}

function parsed(type: string, text: string): unknown {
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
