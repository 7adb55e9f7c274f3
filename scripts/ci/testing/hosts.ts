import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

type Comment = { id: number; author: string; body: string };

/** For tests: what a code host keeps of one pull or merge request. Whoever asks without the token is refused. */
export type FakeHost = { url: string; comments: Comment[]; readOnly: boolean };

export const token = 'token-of-the-job';

type Answer = { status: number; body: unknown };
type Asked = { method: string; path: string; query: URLSearchParams; body: string };

async function listen(authorised: (request: IncomingMessage) => boolean, answer: (asked: Asked) => Answer) {
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const asked = { method: request.method ?? '', path: pathname, query: searchParams, body };
    const { status, body: said } = authorised(request) ? answer(asked) : { status: 401, body: { message: 'who?' } };
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const missing: Answer = { status: 404, body: { message: 'Not Found' } };

/** Others wrote more than fits on one page of the API, one of them what looks like ours. */
const crowd = (): Comment[] => [
  { id: 1, author: 'mallory', body: '<!-- sendproof: api/openapi.json -->\nall is well' },
  ...Array.from({ length: 120 }, (_, index) => ({ id: index + 2, author: 'alice', body: `remark ${index}` })),
];

const pageOf = (comments: Comment[], query: URLSearchParams): Comment[] => {
  const size = Number(query.get('per_page') ?? 30);
  const page = Number(query.get('page') ?? 1);
  return comments.slice((page - 1) * size, page * size);
};

const bodyOf = (text: string): string => JSON.parse(text).body;

/** GitHub's API for pull request 7 of acme/shop. The bot's name differs between the two APIs, as it does there. */
export async function fakeGitHub(): Promise<FakeHost> {
  const host: FakeHost = { url: '', comments: crowd(), readOnly: false };
  const shown = ({ author, ...rest }: Comment) => ({ ...rest, user: { login: author } });
  host.url = await listen(
    ({ headers }) => headers.authorization === `Bearer ${token}`,
    ({ method, path, query, body }) => {
      if (path === '/graphql') return { status: 200, body: { data: { viewer: { login: 'github-actions' } } } };
      const one = /^\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(path);
      const isList = path === '/repos/acme/shop/issues/7/comments';
      if (isList && method === 'GET') return { status: 200, body: pageOf(host.comments, query).map(shown) };
      if (host.readOnly) return { status: 403, body: { message: 'Resource not accessible by integration' } };
      if (isList && method === 'POST') {
        host.comments.push({ id: host.comments.length + 1, author: 'github-actions[bot]', body: bodyOf(body) });
        return { status: 201, body: {} };
      }
      const comment = host.comments.find(({ id }) => id === Number(one?.[1]));
      if (method !== 'PATCH' || comment === undefined) return missing;
      comment.body = bodyOf(body);
      return { status: 200, body: {} };
    },
  );
  return host;
}

/** GitLab's API for merge request 7 of project 42. */
export async function fakeGitLab(): Promise<FakeHost> {
  const host: FakeHost = { url: '', comments: crowd(), readOnly: false };
  const ids: Record<string, number> = { mallory: 1, alice: 2, bot: 3 };
  const shown = ({ author, ...rest }: Comment) => ({ ...rest, author: { id: ids[author] } });
  host.url = await listen(
    ({ headers }) => headers['private-token'] === token,
    ({ method, path, query, body }) => {
      if (path === '/user') return { status: 200, body: { id: ids.bot } };
      const notes = '/projects/42/merge_requests/7/notes';
      if (path === notes && method === 'GET') return { status: 200, body: pageOf(host.comments, query).map(shown) };
      if (path === notes && method === 'POST') {
        host.comments.push({ id: host.comments.length + 1, author: 'bot', body: bodyOf(body) });
        return { status: 201, body: {} };
      }
      const comment = host.comments.find(({ id }) => path === `${notes}/${id}`);
      if (method !== 'PUT' || comment === undefined) return missing;
      comment.body = bodyOf(body);
      return { status: 200, body: {} };
    },
  );
  return host;
}

/** What was written by anybody but the crowd. */
export const ours = ({ comments }: FakeHost): Comment[] =>
  comments.filter(({ author }) => author !== 'mallory' && author !== 'alice');
