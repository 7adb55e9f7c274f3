import type { Json } from '../../../contracts/clauses/json.ts';
import { at, documentText, documentWith, standsAt } from '../../../contracts/clauses/testing/document.ts';
import { threadIds } from '../adapted.ts';
import { none, type Version, withoutProperty } from './version.ts';

const description = String(standsAt(documentText, `${at.post}/description`));
const said = (change: (text: string) => string): Record<string, Json> => ({
  [`${at.post}/description`]: change(description),
});

/** What stands at a pointer of the document, to be changed. */
function copy(pointer: string): Json {
  return JSON.parse(JSON.stringify(standsAt(documentText, pointer)));
}

const as201 = (id: string) => id.replace('response.200', 'response.201');
const answerClauses = ['id', 'thread_id', 'channel'].map((name) => `response.200.body.${name}.type`);
const success = [
  'response.200',
  'response.200.media-type',
  'response.200.body.type',
  'response.200.body.required',
  'response.200.body.additionalProperties',
  'response.200.body.channel.enum',
  ...answerClauses,
];

/** Documents that promise another answer, or say something else. */
export const answerVersions: readonly Version[] = [
  {
    ...none,
    name: 'a new required property in the answer',
    text: documentWith({
      [`${at.success}/properties/sent_at`]: { type: 'string', format: 'date-time' },
      [`${at.success}/required`]: ['id', 'thread_id', 'channel', 'sent_at'],
    }),
    follower: {
      answer: (status, answer) => ({
        status,
        body: status === 200 ? { ...answer, sent_at: '2026-01-01T00:00:00Z' } : answer,
      }),
    },
    added: ['response.200.body.sent_at.type', 'response.200.body.sent_at.format'],
    changed: ['response.200.body.required'],
    broken: ['response.200.body.required'],
  },
  {
    ...none,
    name: 'a new channel',
    text: documentWith({
      [`${at.success}/properties/channel/enum`]: ['email', 'slack', 'live_chat', 'teams', 'whatsapp'],
      ...said((text) => text.replace('Microsoft Teams)', 'Microsoft Teams, WhatsApp)')),
    }),
    follower: {
      threads: {
        thr_whatsapp: { thread: threadIds.liveChat, channel: 'whatsapp' },
        thr_bare_whatsapp: { thread: threadIds.bareLiveChat, channel: 'whatsapp' },
      },
    },
    changed: ['response.200.body.channel.enum', 'says.channel'],
    cases: [
      'says.channel/whatsapp',
      'says.integration/whatsapp',
      'security.bearer/missing@whatsapp-thread',
      'response.200/again@whatsapp-thread',
    ],
    broken: ['says.channel', 'says.integration'],
  },
  {
    ...none,
    name: 'status 201 instead of 200',
    text: documentWith({
      [`${at.post}/responses/201`]: copy(`${at.post}/responses/200`),
      [`${at.post}/responses/200`]: undefined,
    }),
    follower: { answer: (status, answer) => ({ status: status === 200 ? 201 : status, body: answer }) },
    added: success.map(as201),
    gone: success,
    cases: ['response.201/again@email-thread', 'response.201/after-five'],
    without: ['response.200/again@email-thread'],
    broken: ['response.201'],
  },
  {
    ...none,
    name: 'a documented 422 with errors of its own',
    text: documentWith({
      [`${at.post}/responses/422`]: {
        description: 'Unprocessable Content',
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: { message: { type: 'string' }, code: { type: 'string' }, errors: { type: 'array' } },
              required: ['message', 'code', 'errors'],
            },
          },
        },
      },
    }),
    follower: {
      variant: 'schema-violation-422',
      answer: (status, answer) => ({
        status,
        body: status === 422 ? { ...withoutProperty(answer, 'issues'), errors: [] } : answer,
      }),
    },
    added: [
      'response.422',
      'response.422.media-type',
      'response.422.body.type',
      'response.422.body.required',
      'response.422.body.message.type',
      'response.422.body.code.type',
      'response.422.body.errors.type',
    ],
    other: 'schema-violation-422',
    broken: ['response.422.body.required'],
  },
  {
    ...none,
    name: 'an error field with another name',
    text: documentWith({
      [`${at.error}/properties/code`]: undefined,
      [`${at.error}/properties/error_code`]: { type: 'string' },
      [`${at.error}/required`]: ['message', 'error_code'],
      ...said((text) => text.replace('with code `', 'with error_code `')),
    }),
    follower: {
      answer: (status, { code, ...answer }) => ({
        status,
        body: code === undefined ? answer : { ...answer, error_code: code },
      }),
    },
    added: ['response.default.body.error_code.type'],
    gone: ['response.default.body.code.type'],
    changed: ['response.default.body.required', 'says.integration'],
    broken: ['response.default.body.additionalProperties', 'response.default.body.required', 'says.integration'],
  },
  {
    ...none,
    name: 'another scope',
    text: documentWith(said((text) => text.replace('messages:write', 'messages:send'))),
    follower: {},
    changed: ['says.scope'],
    cases: ['says.scope/without'],
  },
];
