import { expect, test } from 'vitest';
import { readContract } from '../../clauses/contract.ts';
import type { Json } from '../../clauses/json.ts';
import { documentText } from '../../clauses/testing/document.ts';
import { targetOf } from '../../target/profile.ts';
import { pactOf } from '../pact.ts';
import { planVerification } from './plan.ts';

const contract = readContract(documentText);

type Profile = { states?: object; tokens?: object; providerStates?: object; attachmentUrl?: string };

const states = {
  'email-thread': { thread: 'thr email' },
  'slack-thread': { thread: 'thr_slack', channelId: 'C777' },
  'teams-thread': { untested: 'no Teams here' },
  'live-chat-thread': 'inapplicable',
  'foreign-thread': [
    { thread: 'thr_f1', token: 'bare' },
    { thread: 'thr_f2', token: 'bare' },
  ],
};
const tokens = { full: { env: 'T' }, bare: { env: 'T' }, 'no-scope': { untested: 'everybody may write' } };

/** The plan of one interaction: the step, or why there is none. */
function planned(interaction: { [name: string]: Json }, profile: Profile = {}) {
  const checked = targetOf(
    { name: 'a', baseUrl: 'http://127.0.0.1:9/api/v2', tokens, states, ...profile },
    { T: 'secret' },
  );
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const request = { method: 'POST', path: '/threads/t/messages', body: { content: 'x' } };
  const pact = pactOf('a.json', {
    consumer: { name: 'shop' },
    provider: { name: 'api' },
    interactions: [{ description: 'd', request, response: { status: 200 }, ...interaction }],
    metadata: { pactSpecification: { version: '2.0.0' } },
  });
  if (typeof pact === 'string') throw new Error(pact);
  const { steps, left } = planVerification([pact], contract, checked.target);
  return steps[0] ?? left[0];
}

const state = (...names: string[]) => ({ providerStates: names.map((name) => ({ name })) });
const expecting = (status: number) => ({ ...state('email-thread'), response: { status } });
const sending = (body: Json) => ({ request: { method: 'POST', path: '/threads/t/messages', body } });

test.each<[string, { [name: string]: Json }, Profile, object]>([
  ['a state of the profile’s own name', state('email-thread'), {}, { thread: { inPact: 't', onTarget: 'thr email' } }],
  ['the older spelling of it', { providerState: 'email-thread' }, {}, { thread: { onTarget: 'thr email' } }],
  [
    'a state that the profile maps',
    state('an email thread'),
    { providerStates: { 'an email thread': 'email-thread' } },
    { thread: { onTarget: 'thr email' }, authorization: 'Bearer {{token:full}}' },
  ],
  [
    'two states, one of which says the token',
    state('email-thread', 'someone without the scope'),
    { providerStates: { 'someone without the scope': { state: 'email-thread', token: 'bare' } } },
    { authorization: 'Bearer {{token:bare}}' },
  ],
  [
    'a made-up token',
    state('x'),
    { providerStates: { x: { state: 'email-thread', token: 'unknown' } } },
    { authorization: expect.not.stringContaining('{{') },
  ],
  [
    'a list of threads, the one of the pact’s path',
    { ...state('foreign-thread'), request: { method: 'POST', path: '/threads/thr_f2/messages' } },
    {},
    { thread: { onTarget: 'thr_f2' } },
  ],
  [
    'no state, and a thread of the profile in the path',
    { request: { method: 'POST', path: '/threads/thr%20email/messages' } },
    {},
    { thread: { inPact: 'thr email', onTarget: 'thr email' } },
  ],
  [
    'a path below that of the target',
    { ...state('email-thread'), request: { method: 'POST', path: '/api/v2/threads/t/messages' } },
    {},
    { path: '/threads/t/messages' },
  ],
  ['401 is expected: what the pact shows', expecting(401), {}, { authorization: null }],
  [
    'a Slack channel',
    { ...state('slack-thread'), ...sending({ content: 'x', channel_id: 'C1' }) },
    {},
    { body: { channelId: 'C777' } },
  ],
  [
    'a Slack channel where a refusal is expected',
    { ...state('slack-thread'), ...sending({ channel_id: '' }), response: { status: 400 } },
    {},
    { body: {} },
  ],
  [
    'an attachment',
    { ...state('email-thread'), ...sending({ attachments: [{}] }) },
    { attachmentUrl: 'https://a.example/a' },
    { body: { attachmentUrl: 'https://a.example/a' } },
  ],
])('sent: %s', (_, interaction, profile, wanted) => {
  expect(planned(interaction, profile)).toMatchObject(wanted);
});

test.each<[string, { [name: string]: Json }, Profile, object]>([
  [
    'a state that nobody knows',
    state('a cat'),
    {},
    { outcome: 'untested', reason: expect.stringContaining('"a cat"') },
  ],
  [
    'a slip of the pen',
    state('emial-thread2'),
    {},
    { outcome: 'untested', reason: expect.stringContaining('the nearest is "email-thread"') },
  ],
  [
    'a state that the profile leaves out',
    state('unknown-thread'),
    {},
    { outcome: 'untested', reason: 'the profile names no unknown-thread' },
  ],
  [
    'a state that is not tested with leave',
    state('teams-thread'),
    {},
    { outcome: 'untested', accepted: true, reason: 'no Teams here' },
  ],
  [
    'a token that is not tested with leave',
    state('x'),
    { providerStates: { x: { state: 'email-thread', token: 'no-scope' } } },
    { outcome: 'untested', accepted: true },
  ],
  ['a state that does not apply', state('live-chat-thread'), {}, { outcome: 'inapplicable' }],
  [
    'no state, and a thread whose token is not tested',
    { request: { method: 'POST', path: '/threads/thr_w/messages' } },
    { states: { 'unknown-thread': { thread: 'thr_w', token: 'no-scope' } } },
    { outcome: 'untested', accepted: true },
  ],
  [
    'two states that are two threads',
    state('email-thread', 'slack-thread'),
    {},
    { outcome: 'untested', reason: expect.stringContaining('more than one') },
  ],
  ['no state, and a thread of nobody', {}, {}, { outcome: 'untested', reason: expect.stringContaining('"t"') }],
  [
    '403 with a token that may',
    expecting(403),
    {},
    { outcome: 'untested', reason: expect.stringContaining('"token"') },
  ],
  [
    'an attachment that nobody can fetch',
    { ...state('email-thread'), ...sending({ attachments: [{}] }) },
    {},
    { outcome: 'untested', reason: expect.stringContaining('attachmentUrl') },
  ],
  ['another operation', { request: { method: 'GET', path: '/cats' } }, {}, { outcome: 'inapplicable' }],
])('not sent: %s', (_, interaction, profile, wanted) => {
  expect(planned(interaction, profile)).toMatchObject({ exchange: null, ...wanted });
});
