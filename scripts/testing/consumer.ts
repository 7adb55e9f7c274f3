import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Json } from '../../contracts/clauses/json.ts';
import type { ConsumerResult } from '../../contracts/consumers/verify/result.ts';
import { serve } from '../../fixtures/reference/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { directory, type Outcome, sendproof } from './cli.ts';
import type { aPact } from './pacts.ts';

type Expectation = {
  state?: string;
  /** What the consumer calls the thread; no target has one of its name. */
  thread?: string;
  /** What stands before `/threads/…`. */
  below?: string;
  body?: Json;
  authorization?: string;
  status?: number;
  answer?: { [name: string]: Json };
};

/** One interaction (specification 3): a message goes out on a channel. Ids and words are examples, all else is literal. */
export function expects(description: string, channel: string, wish: Expectation = {}): Json {
  const { body = { content: 'Hello' }, authorization = 'Bearer example', status = 200, below = '' } = wish;
  const { thread = 'a thread of the consumer’s own' } = wish;
  const path = `${below}/threads/${encodeURIComponent(thread)}/messages`;
  const answer = wish.answer ?? { id: 'msg_1', thread_id: thread, channel };
  const rules = ['id', 'message', 'code']
    .filter((name) => name in answer)
    .map((name): [string, Json] => [`$.${name}`, { combine: 'AND', matchers: [{ match: 'type' }] }]);
  const headers = { 'Content-Type': 'application/json' };
  return {
    description,
    ...(wish.state === undefined ? {} : { providerStates: [{ name: wish.state }] }),
    request: { method: 'POST', path, headers: { ...headers, Authorization: authorization }, body },
    response: { status, body: answer, matchingRules: { body: Object.fromEntries(rules) } },
  };
}

/** The same for a message that is refused. */
export function isRefused(description: string, status: number, wish: Expectation): Json {
  return expects(description, '', { ...wish, status, answer: { message: 'why', code: 'a_code' } });
}

export type TestTarget = { profile: object; env: Record<string, string>; close(): Promise<void> };

export type Verified = Outcome & { record: RunRecord; consumers: ConsumerResult[]; cwd: string };

/** Checks a target by one case, and by pacts in files or whatever else `argv` names. The target is closed afterwards. */
export async function verified(
  target: TestTarget,
  pacts: readonly ReturnType<typeof aPact>[],
  { profile = {}, argv = [], env = {} }: { profile?: object; argv?: string[]; env?: Record<string, string> } = {},
): Promise<Verified> {
  onTestFinished(target.close);
  const cwd = directory();
  writeFileSync(join(cwd, 'profile.json'), JSON.stringify({ ...target.profile, ...profile }));
  mkdirSync(join(cwd, 'pacts'));
  for (const pact of pacts) writeFileSync(join(cwd, 'pacts', `${pact.consumer.name}.json`), JSON.stringify(pact));
  const files = pacts.length === 0 ? [] : ['--pacts', 'pacts'];
  const one = ['--engine', 'probe', '--only', 'request.body.required/only-required'];
  const outcome = await sendproof(
    ['contract', '--target', 'profile.json', ...one, ...files, ...argv, '--out', 'run', '--no-color'],
    { cwd, env: { ...target.env, ...env } },
  );
  if (outcome.code === 2) throw new Error(`nothing was verified:\n${outcome.stderr}`);
  const record: RunRecord = JSON.parse(readFileSync(join(cwd, 'run/record.json'), 'utf8'));
  return { ...outcome, record, consumers: record.consumers ?? [], cwd };
}

/** The reference implementation, or one with a defect or an oddity. */
export const reference = (what: { defect?: string; variant?: string } = {}): Promise<TestTarget> => serve(what);

/** Interactions with what became of them. */
export function outcomes(consumers: readonly ConsumerResult[]): Record<string, string> {
  return Object.fromEntries(consumers.map(({ description, outcome }) => [description, outcome]));
}
