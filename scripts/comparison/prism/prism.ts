import { join } from 'node:path';
import { homeOf, installOnce, root } from '../cache.ts';
import { install, startProgram } from '../program.ts';
import { type Token, threadOf } from '../thread.ts';
import type { Answer, Target, Tool } from '../tool.ts';
import { type HandWritten, requests } from './requests.ts';

const version = '5.16.0';
const home = homeOf('prism', version);

const valid = requests.filter(({ accepted }) => accepted);

/** Prism leaves some requests without an answer. */
const patienceMs = 10_000;

/** One answer that came through Prism: its status, and what Prism added to it. */
export type Reply = { status: number; violations: string | null };

/** What is wrong with the server by this answer, if anything is. */
export function complaint({ title, accepted }: HandWritten, { status, violations }: Reply): string | undefined {
  const all: { location: string[]; message: string }[] = JSON.parse(violations ?? '[]');
  const [violation] = all.filter(({ location: [side] }) => side === 'response');
  if (violation) return `${title}: ${violation.message}`;
  const right = accepted ? status >= 200 && status < 300 : status >= 400 && status < 500;
  return right ? undefined : `${title}: ${status === 0 ? 'no answer' : `answered ${status}`}`;
}

export function readPrism(exchanges: readonly (readonly [HandWritten, Reply])[]): Answer {
  const complaints = exchanges.map(([request, reply]) => complaint(request, reply)).filter((one) => one !== undefined);
  return { outcome: complaints.length > 0 ? 'failed' : 'passed', words: complaints.join('; ') };
}

export const prism: Tool = {
  name: 'prism',
  title: 'Prism proxy',
  version,
  settings: `The validation proxy, and ${requests.length} requests written by hand, of which ${valid.length} are valid. A server fails
when Prism reports a violation in an answer, or when an answer is a success or a refusal against what the list says; Prism itself
has no opinion on that. \`--errors\` is switched off: with it Prism refuses invalid requests itself, and the server never sees
them. No request is malformed JSON: this version of Prism does not answer it.`,

  prepare: () =>
    installOnce(home, () =>
      install('npm', [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        '--prefix',
        home,
        `@stoplight/prism-cli@${version}`,
      ]),
    ),

  async run(target, { directory, limitMs }) {
    const program = join(home, 'node_modules/@stoplight/prism-cli/dist/index.js');
    const contract = join(root, 'contracts/openapi-v2.json');
    const proxy = await startProgram(process.execPath, [program, 'proxy', contract, target.url, '--port', '0'], {
      cwd: directory,
      ready: /listening on (http:\S+)/,
      limitMs,
    });
    try {
      const exchanges: [HandWritten, Reply][] = [];
      for (const request of requests) exchanges.push([request, await send(request, proxy.said, target)]);
      return readPrism(exchanges);
    } finally {
      await proxy.stop();
    }
  },
};

/** Sends a request through Prism. No answer at all is told as status 0. */
async function send({ state, token, body }: HandWritten, proxy: string, { profile, env }: Target): Promise<Reply> {
  const to = threadOf(profile, state);
  try {
    const response = await fetch(`${proxy}/threads/${to.thread}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization(token ?? to.token, profile, env) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.arrayBuffer();
    return { status: response.status, violations: response.headers.get('sl-violations') };
  } catch {
    return { status: 0, violations: null };
  }
}

function authorization(
  token: NonNullable<HandWritten['token']> | Token,
  { tokens }: Target['profile'],
  env: Target['env'],
): Record<string, string> {
  if (token === 'none') return {};
  return { authorization: `Bearer ${token === 'unknown' ? 'made-up' : env[tokens[token].env]}` };
}
