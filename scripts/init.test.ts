import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { targetOf } from '../contracts/target/profile.ts';
import { directory, sendproof } from './testing/cli.ts';
import { key, person, type Script } from './testing/person.ts';

const { enter, down, left, clear, interrupt } = key;

const thread = (state: string, id: string): Script => [
  [`${state}: `, enter],
  ['Its id', `${id}${enter}`],
];
const none = (state: string): Script => [[`${state}: `, `${down}${enter}`]];

const beginning: Script = [
  ['What reports will call', `acme-staging${enter}`],
  ['base URL', `https://staging.acme.example/api/v2${enter}`],
  ['messages may reach people', `test threads only${enter}`],
];

const everything: Script = [
  ...beginning,
  ['with the scope messages:write', `ACME_TOKEN${enter}`],
  ['without that scope', enter],
  ['Why it stays untested', `the service gives no such token${enter}`],
  ['without any integration', `ACME_TOKEN_BARE${enter}`],
  ...thread('email-thread', 'thr_1'),
  ...thread('slack-thread', 'thr_2'),
  ['The Slack channel', `C024BE91L${enter}`],
  ...thread('slack-thread-stored', 'thr_3'),
  ...thread('live-chat-thread', 'thr_4'),
  ...thread('teams-thread', 'thr_5'),
  ...thread('email-not-configured', 'thr_6'),
  ['The token to ask with', enter],
  ...none('slack-not-configured'),
  ...none('live-chat-not-configured'),
  ['teams-not-configured: ', `${down}${down}${enter}`],
  ['Why it stays untested', `no such workspace yet${enter}`],
  ['unknown-thread: ', enter],
  ['thr_does_not_exist', enter],
  ...thread('foreign-thread', 'thr_7'),
  ['The token to ask with', `${down}${enter}`],
  ['for attachments', `https://files.acme.example/test.pdf${enter}`],
  ['in a run', `${clear}500${enter}`],
  ['a second', enter],
];

const written = {
  name: 'acme-staging',
  baseUrl: 'https://staging.acme.example/api/v2',
  consent: 'test threads only',
  tokens: {
    full: { env: 'ACME_TOKEN' },
    'no-scope': { untested: 'the service gives no such token' },
    bare: { env: 'ACME_TOKEN_BARE' },
  },
  states: {
    'email-thread': { thread: 'thr_1' },
    'slack-thread': { thread: 'thr_2', channelId: 'C024BE91L' },
    'slack-thread-stored': { thread: 'thr_3' },
    'live-chat-thread': { thread: 'thr_4' },
    'teams-thread': { thread: 'thr_5' },
    'email-not-configured': { thread: 'thr_6', token: 'bare' },
    'slack-not-configured': 'inapplicable',
    'live-chat-not-configured': 'inapplicable',
    'teams-not-configured': { untested: 'no such workspace yet' },
    'unknown-thread': { thread: 'thr_does_not_exist' },
    'foreign-thread': { thread: 'thr_7' },
  },
  attachmentUrl: 'https://files.acme.example/test.pdf',
  limits: { requests: 500, ratePerSecond: 20 },
};

test('writes what was answered, and says what comes next', async () => {
  const cwd = directory();
  const terminal = person(everything);
  const { code, stdout } = await sendproof(['init', '--json'], { cwd, terminal, env: { ACME_TOKEN_BARE: 'b' } });
  const file = join(cwd, 'sendproof.profile.json');
  expect({ code, open: terminal.open() }).toEqual({ code: 0, open: [] });
  const profile = JSON.parse(readFileSync(file, 'utf8'));
  expect(profile).toEqual(written);
  expect(targetOf(profile, { ACME_TOKEN: 'a', ACME_TOKEN_BARE: 'b' })).toHaveProperty('target');
  expect(JSON.parse(stdout)).toEqual({ profile: file });
  // Only what is not set yet.
  expect(terminal.seen()).toMatch(/export ACME_TOKEN=…\n {2}npx sendproof contract --target sendproof\.profile\.json/);
});

test.each([
  ['the key of a service', 'sk_live_a1B2c3D4e5F6a7B8', {}],
  ['a key in capitals', 'AKIA2EXAMPLE7EXAMPLE', {}],
  ['a JSON Web Token', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', {}],
  ['what a variable holds', 'OPEN_SESAME', { ACME_TOKEN: 'OPEN_SESAME' }],
])('takes no token for the name of a variable: %s', async (_, token, env) => {
  const cwd = directory();
  const terminal = person([
    ...beginning,
    ['with the scope messages:write', `${token}${enter}`],
    ['never the token itself', `${clear}ACME_TOKEN${enter}`],
    ['without that scope', `${token}${enter}`],
    ['never the token itself', interrupt],
  ]);
  const { code, stdout } = await sendproof(['init'], { cwd, terminal, env });
  expect({ code, stdout, open: terminal.open() }).toEqual({ code: 3, stdout: '', open: [] });
  expect(existsSync(join(cwd, 'sendproof.profile.json'))).toBe(false);
});

test('takes any name of a variable that is set', async () => {
  const terminal = person([
    ...beginning,
    ['with the scope messages:write', `acme_key_0123456789abcdef${enter}`],
    ['without that scope', interrupt],
  ]);
  await sendproof(['init'], { terminal, env: { acme_key_0123456789abcdef: 'a' } });
  expect(terminal.open()).toEqual([]);
});

test('refuses an answer as a profile with it would be refused, and asks again', async () => {
  const terminal = person([
    ['What reports will call', enter],
    ['An answer is needed', `acme${enter}`],
    ['base URL', `staging.acme.example${enter}`],
    ['must match pattern', `${clear}https://ana:secret@acme.example${enter}`],
    ['must not hold credentials', `${clear}http://127.0.0.1:4010/api/v2${enter}`],
    // Nobody is asked for consent to what stays on this machine.
    ['with the scope messages:write', interrupt],
  ]);
  const { code } = await sendproof(['init'], { terminal });
  expect({ code, open: terminal.open() }).toEqual({ code: 3, open: [] });
  expect(terminal.seen()).not.toContain('may reach people');
  expect(terminal.seen()).toContain('Nothing was written.');
});

test.each([
  ['by a no', `${enter}`],
  ['by a no that was a yes', `${left}${left}${enter}`],
])('leaves a file that is there, %s', async (_, typed) => {
  const cwd = directory();
  writeFileSync(join(cwd, 'mine.json'), 'mine');
  const terminal = person([['mine.json is there already', typed]]);
  const { code } = await sendproof(['init', '--out', 'mine.json'], { cwd, terminal });
  expect(code).toBe(3);
  expect(readFileSync(join(cwd, 'mine.json'), 'utf8')).toBe('mine');
});

test('writes over a file by a yes', async () => {
  const cwd = directory();
  writeFileSync(join(cwd, 'mine.json'), 'mine');
  const terminal = person([['mine.json is there already', `${left}${enter}`], ...everything]);
  expect(await sendproof(['init', '--out', 'mine.json', '--quiet'], { cwd, terminal })).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(cwd, 'mine.json'), 'utf8'))).toEqual(written);
});

test('without a terminal it says how to write one by hand', async () => {
  const { code, stderr } = await sendproof(['init']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/no terminal[\s\S]*README\.md has an example/);
});
