import type { Json } from '../../contracts/clauses/json.ts';
import { noAnswer } from '../cli/errors.ts';

/** One request to the API of a code host. Rejects with an expected error when it says no. */
export type Call = (method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, body?: object) => Promise<Json>;

/** `headers` hold the token: nothing that is said here does. */
export function openApi(send: typeof fetch, headers: Readonly<Record<string, string>>, signal: AbortSignal): Call {
  return async (method, url, body) => {
    const hint = 'The check itself is not touched by that; its reports stand elsewhere in this run.';
    const answer = await send(url, {
      method,
      headers: { 'content-type': 'application/json', 'user-agent': 'sendproof', ...headers },
      // A token must not follow where somebody else sends it.
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(30_000)]),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error) => {
      throw noAnswer(`${method} ${url} failed: ${error.cause?.message ?? error.message}`, hint, error);
    });
    const text = await answer.text();
    if (!answer.ok) throw noAnswer(`${method} ${url} was answered ${answer.status}: ${text.slice(0, 200)}`, hint);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw noAnswer(`${method} ${url} was not answered with JSON`, hint, error);
    }
  };
}

const perPage = 100;
const mostPages = 30;

/** All that a list holds, page by page. */
export async function allPages(call: Call, url: string): Promise<Json[]> {
  const all: Json[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const items = await call('GET', `${url}?per_page=${perPage}&page=${page}`);
    if (!Array.isArray(items)) break;
    all.push(...items);
    if (items.length < perPage) break;
  }
  return all;
}
