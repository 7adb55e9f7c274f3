import { createServer, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '../../engines/testing/server.ts';

/** What a broker was asked: method, path, credentials and body. */
export type Asked = { method: string; path: string; authorization: string | undefined; body: string };

type Pact = { consumer: { name: string }; provider: { name: string } };

/**
 * A small Pact Broker until the test ends, below a path as behind a proxy: index, pacts for verification, pacts, and results
 * of verification. It knows the providers of its pacts only, and lets in who shows `authorization` when that is given.
 * `hostOf` is what it calls itself.
 */
export async function serveBroker(
  pacts: readonly Pact[],
  {
    authorization,
    hostOf = (own) => own,
    mayPublish = true,
  }: { authorization?: string; hostOf?: (own: string) => string; mayPublish?: boolean } = {},
): Promise<{ url: string; asked: Asked[] }> {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = '', url: path = '', headers } = request;
    asked.push({ method, path, authorization: headers.authorization, body });
    const inside = path.replace(/^\/broker/, '');
    const own = `${hostOf(`http://${headers.host}`)}/broker`;
    const [status, answer] =
      authorization === undefined || headers.authorization === authorization
        ? (publication(own, inside, mayPublish) ?? resource(own, pacts, method, inside))
        : [401, {}];
    response.writeHead(status, { 'content-type': 'application/hal+json;charset=utf-8' }).end(JSON.stringify(answer));
  });
  const { url, close } = await listen(server);
  onTestFinished(close);
  return { url: `${url}/broker`, asked };
}

function resource(own: string, pacts: readonly Pact[], method: string, path: string): [number, object] {
  if (path === '' || path === '/') {
    const href = `${own}/pacts/provider/{provider}/for-verification`;
    return [200, { _links: { 'pb:provider-pacts-for-verification': { href, templated: true } } }];
  }
  const [, name, rest] = /^\/pacts\/provider\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const provider = decodeURIComponent(name ?? '');
  const known = pacts.filter((one) => one.provider.name === provider);
  if (known.length === 0) return [404, { error: 'not found' }];
  const hrefOf = ({ consumer }: Pact) =>
    `${own}/pacts/provider/${name}/consumer/${encodeURIComponent(consumer.name)}/pact-version/1`;
  if (rest === 'for-verification') {
    const self = { href: `${own}${path}` };
    if (method === 'GET') return [200, { _links: { self } }];
    const found = known.map((one) => ({
      shortDescription: 'latest',
      verificationProperties: { notices: [] },
      _links: { self: { href: hrefOf(one), name: `Pact between ${one.consumer.name} and ${provider}` } },
    }));
    return [200, { _embedded: { pacts: found }, _links: { self } }];
  }
  const pact = known.find((one) => hrefOf(one).endsWith(path));
  return pact === undefined
    ? [404, { error: 'not found' }]
    : [
        200,
        {
          ...pact,
          _links: {
            self: { href: hrefOf(pact) },
            'pb:provider': { href: `${own}/pacticipants/${name}`, name: provider },
            'pb:publish-verification-results': { href: `${hrefOf(pact)}/verification-results` },
          },
        },
      ];
}

/** What is asked when results are published: the provider, its version on a branch, and the results themselves. */
function publication(own: string, path: string, mayPublish: boolean): [number, object] | undefined {
  if (path.endsWith('/verification-results')) return [mayPublish ? 201 : 403, {}];
  const [provider, name, branch] = /^\/pacticipants\/([^/]+)(\/branches\/.+)?$/.exec(path) ?? [];
  if (provider === undefined) return undefined;
  const href = `${own}/pacticipants/${name}/branches/{branch}/versions/{version}`;
  return branch === undefined ? [200, { name, _links: { 'pb:branch-version': { href, templated: true } } }] : [200, {}];
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
