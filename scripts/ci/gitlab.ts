import { property } from '../../contracts/clauses/json.ts';
import { noAnswer } from '../cli/errors.ts';
import { allPages, type Call } from './api.ts';
import type { Comment, Discussion } from './comment.ts';

/** The variable with a token of scope "api": that of a job may not write notes. */
export const gitlabToken = 'SENDPROOF_GITLAB_TOKEN';

export const gitlabHeaders = (token: string): Record<string, string> => ({ 'private-token': token });

/** The notes of a merge request. */
export function gitlabDiscussion(
  call: Call,
  { api, project, request }: { api: string; project: string; request: number },
): Discussion {
  const notes = `${api}/projects/${encodeURIComponent(project)}/merge_requests/${request}/notes`;
  return {
    own: async () => {
      const self = property(await call('GET', `${api}/user`), 'id');
      if (self === undefined) throw noAnswer('GitLab does not say whose token this is', 'Is it one of this server?');
      const all = await allPages(call, notes);
      return all.flatMap((one): Comment[] => {
        const [id, body] = [property(one, 'id'), property(one, 'body')];
        const author = property(property(one, 'author'), 'id');
        return author === self && typeof id === 'number' && typeof body === 'string' ? [{ id, body }] : [];
      });
    },
    create: async (body) => {
      await call('POST', notes, { body });
    },
    update: async (id, body) => {
      await call('PUT', `${notes}/${id}`, { body });
    },
  };
}
