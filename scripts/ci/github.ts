import { property, text } from '../../contracts/clauses/json.ts';
import { noAnswer } from '../cli/errors.ts';
import { allPages, type Call } from './api.ts';
import type { Comment, Discussion } from './comment.ts';

/** GitHub takes no comment over 65,536 characters, and drops a job's page over 1 MiB whole. In bytes, with room to spare. */
export const commentRoom = 60_000;
export const summaryRoom = 1_000_000;

export const githubHeaders = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  accept: 'application/vnd.github+json',
  'x-github-api-version': '2022-11-28',
});

/** The comments of a pull request. `api` and `graphql` are the URLs that Actions names. */
export function githubDiscussion(
  call: Call,
  { api, graphql, repository, request }: { api: string; graphql: string; repository: string; request: number },
): Discussion {
  const comments = `${api}/repos/${repository}/issues/${request}/comments`;
  return {
    own: async () => {
      // The only way to ask who one is that the token of a job may use.
      const answer = await call('POST', graphql, { query: 'query { viewer { login } }' });
      const self = plain(text(property(property(property(answer, 'data'), 'viewer'), 'login')));
      if (self === undefined) throw noAnswer('GitHub does not say whose token this is', 'Is it one of this server?');
      const all = await allPages(call, comments);
      return all.flatMap((one): Comment[] => {
        const [id, body] = [property(one, 'id'), property(one, 'body')];
        const author = plain(text(property(property(one, 'user'), 'login')));
        return author === self && typeof id === 'number' && typeof body === 'string' ? [{ id, body }] : [];
      });
    },
    create: async (body) => {
      await call('POST', comments, { body });
    },
    update: async (id, body) => {
      await call('PATCH', `${api}/repos/${repository}/issues/comments/${id}`, { body });
    },
  };
}

/** The two APIs differ in whether they call a bot one. */
const plain = (login: string | undefined): string | undefined => login?.replace(/\[bot\]$/, '');
