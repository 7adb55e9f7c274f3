import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from './server.ts';

/** One request as the target got it. */
export type Seen = { thread: string; authorization: string | undefined; body: { [name: string]: unknown } };

/** A lie about one request; `undefined` where it tells the truth. */
export type Lie = (seen: Seen, response: ServerResponse) => { status: number; body: object } | 'handled' | undefined;

export const token = 'liar-secret-token';

const channels: Record<string, string> = {
  'thr/1 %é': 'email',
  thr_2: 'slack',
  thr_5: 'teams',
};

export const profile = (baseUrl: string) => ({
  name: 'liar',
  baseUrl,
  tokens: { full: { env: 'LIAR_TOKEN' } },
  states: {
    'email-thread': { thread: 'thr/1 %é' },
    'slack-thread': { thread: 'thr_2', channelId: 'C777' },
    'teams-thread': { thread: 'thr_5' },
    'email-not-configured': { thread: 'thr_6' },
    'foreign-thread': [{ thread: 'thr_7' }, { thread: 'thr_8' }],
  },
  attachmentUrl: 'https://files.example.com/liar.pdf',
});

/** A target of twenty lines that tells the truth about the cases that its profile has states for, but for one lie. */
export async function openLiar(lie: Lie = () => undefined) {
  const seen: Seen[] = [];
  const { url, close } = await listen(
    createServer(async (request: IncomingMessage, response: ServerResponse) => {
      const thread = decodeURIComponent(request.url?.split('/')[2] ?? '');
      const one = { thread, authorization: request.headers.authorization, body: JSON.parse(await text(request)) };
      seen.push(one);
      const answer = lie(one, response) ?? truth(one);
      if (answer === 'handled') return;
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    }),
  );
  return { url, seen, close };
}

function truth({ thread, authorization }: Seen): { status: number; body: object } {
  const refused = (status: number, code: string) => ({ status, body: { code, message: 'no' } });
  if (authorization !== `Bearer ${token}`) return refused(401, 'unauthorized');
  if (thread === 'thr_6') return refused(400, 'validation_failed');
  const channel = channels[thread];
  if (channel === undefined) return refused(404, 'not_found');
  return { status: 200, body: { id: 'm1', thread_id: thread, channel } };
}
