import type { Case } from '../../contracts/cases/case.ts';

interface Sketch {
  id: string;
  title: string;
  state: Case['state'];
  value: Extract<Case['request']['body'], { kind: 'json' }>['value'];
  fault: Case['fault'];
  expectation: Case['expectation'];
  clauses: string[];
}

const success = (channel: 'email' | 'slack' | 'live_chat' | 'teams'): Case['expectation'] => ({
  kind: 'success',
  level: 'must',
  channel,
});
const refusal: Case['expectation'] = { kind: 'refusal', level: 'must' };
const keywordFault = (name: string, at: string): Case['fault'] => ({ kind: 'keyword', keyword: name, at });
const address = (length: number): string =>
  `${'a'.repeat(60)}@${`${'b'.repeat(60)}.`.repeat(4).slice(0, length - 64)}com`;

const sketches: Sketch[] = [
  {
    id: 'send.email',
    title: 'A minimal message on an email thread',
    state: 'email-thread',
    value: { content: 'Hello' },
    fault: null,
    expectation: success('email'),
    clauses: ['channel.origin'],
  },
  {
    id: 'send.slack',
    title: 'A minimal message on a Slack thread',
    state: 'slack-thread',
    value: { content: 'Hello', channel_id: 'C024BE91L' },
    fault: null,
    expectation: success('slack'),
    clauses: ['channel.origin'],
  },
  {
    id: 'send.live_chat',
    title: 'A minimal message on a live chat thread',
    state: 'live-chat-thread',
    value: { content: 'Hello' },
    fault: null,
    expectation: success('live_chat'),
    clauses: ['channel.origin'],
  },
  {
    id: 'send.teams',
    title: 'A minimal message on a Teams thread',
    state: 'teams-thread',
    value: { content: 'Hello' },
    fault: null,
    expectation: success('teams'),
    clauses: ['channel.origin'],
  },
  {
    id: 'content.missing',
    title: 'content is left out',
    state: 'email-thread',
    value: {},
    fault: keywordFault('required', 'content'),
    expectation: refusal,
    clauses: ['content.required'],
  },
  {
    id: 'content.empty',
    title: 'content one character under minLength 1',
    state: 'email-thread',
    value: { content: '' },
    fault: keywordFault('minLength', 'content'),
    expectation: refusal,
    clauses: ['content.minLength'],
  },
  {
    id: 'cc.email.254',
    title: 'cc[0].email exactly at maxLength 254',
    state: 'email-thread',
    value: { content: 'Hello', cc: [{ email: address(254) }] },
    fault: null,
    expectation: success('email'),
    clauses: ['cc.email.maxLength'],
  },
  {
    id: 'cc.email.255',
    title: 'cc[0].email one character over maxLength 254',
    state: 'email-thread',
    value: { content: 'Hello', cc: [{ email: address(255) }] },
    fault: keywordFault('maxLength', 'cc[0].email'),
    expectation: refusal,
    clauses: ['cc.email.maxLength'],
  },
  {
    id: 'bcc.email.255',
    title: 'bcc[0].email one character over maxLength 254',
    state: 'email-thread',
    value: { content: 'Hello', bcc: [{ email: address(255) }] },
    fault: keywordFault('maxLength', 'bcc[0].email'),
    expectation: refusal,
    clauses: ['bcc.email.maxLength'],
  },
  {
    id: 'attachments.length.negative',
    title: 'attachments[0].ContentLength is -1',
    state: 'email-thread',
    value: {
      content: 'Hello',
      attachments: [{ Name: 'a', ContentType: 'b', Content: 'https://files.example/c', ContentLength: -1 }],
    },
    fault: keywordFault('minimum', 'attachments[0].ContentLength'),
    expectation: refusal,
    clauses: ['attachments.ContentLength.minimum'],
  },
  {
    id: 'auth.none',
    title: 'No Authorization header',
    state: 'email-thread',
    value: { content: 'Hello' },
    fault: { kind: 'authorization' },
    expectation: refusal,
    clauses: ['auth.401'],
  },
  {
    id: 'scope.none',
    title: 'A token without messages:write',
    state: 'email-thread',
    value: { content: 'Hello' },
    fault: { kind: 'scope' },
    expectation: refusal,
    clauses: ['scope.write'],
  },
  {
    id: 'integration.teams',
    title: 'Teams is not configured for the workspace',
    state: 'teams-not-configured',
    value: { content: 'Hello' },
    fault: { kind: 'integration' },
    expectation: { ...refusal, exactly: { status: 400, code: 'validation_failed' } },
    clauses: ['integration.missing'],
  },
  {
    id: 'integration.live_chat',
    title: 'Live chat is not configured for the workspace',
    state: 'live-chat-not-configured',
    value: { content: 'Hello' },
    fault: { kind: 'integration' },
    expectation: { ...refusal, exactly: { status: 400, code: 'validation_failed' } },
    clauses: ['integration.missing'],
  },
  {
    id: 'cc.on.slack',
    title: 'cc on a Slack thread',
    state: 'slack-thread',
    value: { content: 'Hello', channel_id: 'C024BE91L', cc: [{ email: 'a@b.example' }] },
    fault: null,
    expectation: { kind: 'success', level: 'info', channel: 'slack' },
    clauses: ['cc.ignored'],
  },
];

/** Cases as they are derived from those clauses. */
export const sampleCases: Case[] = sketches.map(
  ({ value, ...sketch }): Case => ({
    ...sketch,
    request: {
      thread: { kind: 'of-state' },
      authorization: sketch.id === 'auth.none' ? { kind: 'none' } : { kind: 'token', token: 'state', scheme: 'Bearer' },
      contentType: 'application/json',
      body: { kind: 'json', value },
    },
    controls: sketch.fault === null ? [] : ['send.email'],
  }),
);
