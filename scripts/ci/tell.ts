import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeQuality } from '../../reports/annotations/code-quality.ts';
import { mostOfAStep, workflowCommand, workflowCommands } from '../../reports/annotations/workflow-commands.ts';
import { onFile, writeWhole } from '../../reports/record/files.ts';
import { ExpectedError } from '../cli/errors.ts';
import type { Io } from '../cli/io.ts';
import { openApi } from './api.ts';
import { type Discussion, keepOneComment } from './comment.ts';
import { commentRoom, githubDiscussion, githubHeaders, summaryRoom } from './github.ts';
import { gitlabDiscussion, gitlabHeaders, gitlabToken } from './gitlab.ts';
import type { Host } from './host.ts';
import { type Page, page } from './page.ts';
import { codeOf, type Part } from './part.ts';

/**
 * Tells a CI service, and whoever reads there, what the checks came to. `write` takes what GitHub obeys, `say` what is for
 * people.
 */
export async function tell(
  result: Page & { host: Host; contract: string; out: string; comment: boolean },
  { env, signal }: Pick<Io, 'env' | 'signal'>,
  { write, say }: { write: (line: string) => void; say: (line: string) => void },
): Promise<void> {
  const { host, parts, contract, out, name } = result;
  onFile(out, () => mkdirSync(out, { recursive: true }));
  const annotations = parts.flatMap((part) => part.annotations);
  const body = page(result, commentRoom);
  writeWhole(join(out, 'comment.md'), `${body}\n`);
  writeWhole(join(out, 'code-quality.json'), codeQuality(annotations, contract));
  if (host.kind === 'github') {
    const complaints = parts.flatMap(complaint);
    const room = mostOfAStep - complaints.length;
    for (const line of [...complaints, ...workflowCommands(annotations, contract, room)]) write(line);
    append(env.GITHUB_STEP_SUMMARY, `${page(result, summaryRoom)}\n`);
    append(env.GITHUB_OUTPUT, outputs(result));
  }
  if (!result.comment || host.request === null) return;
  const discussion = discussionOf(host, host.request, env, signal);
  if ('missing' in discussion) return say(`no comment: ${discussion.missing}`);
  try {
    say(`comment ${await keepOneComment(discussion, name, body)}`);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // The request of a fork has a token that may only read; what it found is none the less so.
    say(`no comment: ${error.message.replaceAll('\n', ' ')}. ${error.hint}`);
  }
}

/** What has no line of a file to stand at. */
const complaint = ({ name, code, sentence }: Part): string[] =>
  code === 2 || code === 3
    ? [workflowCommand('error', `sendproof ${name}: ${code === 2 ? 'set up wrongly' : 'no answer'}`, sentence)]
    : [];

const append = (path: string | undefined, text: string): void => {
  if (path !== undefined) onFile(path, () => appendFileSync(path, text));
};

/** What the action's next steps need; each on one line, as Actions reads them. */
const outputs = ({ parts, out, name }: { parts: readonly Part[]; out: string; name: string }): string => {
  const contract = parts.find((part) => part.name === 'contract')?.code;
  return [
    `code=${codeOf(parts)}`,
    `reports=${out}`,
    // No artifact may have the name of a path.
    `artifact=sendproof-${name.replace(/[^\w.-]+/g, '-')}`,
    // A run without an answer would mark alerts as mended.
    `sarif=${contract === 0 || contract === 1 ? join(out, 'contract', 'report.sarif') : ''}`,
    '',
  ].join('\n');
};

function discussionOf(
  host: Host,
  request: number,
  env: Io['env'],
  signal: AbortSignal,
): Discussion | { missing: string } {
  if (host.kind === 'github') {
    const { GITHUB_TOKEN, GITHUB_API_URL: api, GITHUB_GRAPHQL_URL: graphql, GITHUB_REPOSITORY: repository } = env;
    if (!GITHUB_TOKEN || !api || !graphql || !repository) return { missing: 'GITHUB_TOKEN is not set' };
    const call = openApi(fetch, githubHeaders(GITHUB_TOKEN), signal);
    return githubDiscussion(call, { api, graphql, repository, request });
  }
  const { [gitlabToken]: token, CI_API_V4_URL: api, CI_MERGE_REQUEST_PROJECT_ID: project } = env;
  if (!token || !api || !project)
    return { missing: `the variable ${gitlabToken} is not set; it takes a token of scope "api"` };
  return gitlabDiscussion(openApi(fetch, gitlabHeaders(token), signal), { api, project, request });
}
