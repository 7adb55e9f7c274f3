import type { Clause } from '../../contracts/clauses/clause.ts';
import type { Json } from '../../contracts/clauses/json.ts';

const post = '/paths/~1threads~1{thread_id}~1messages/post';
const body = `${post}/requestBody/content/application~1json/schema`;
const ok = `${post}/responses/200/content/application~1json/schema`;

const sentence = (id: string, line: number, text: string, quote: string): Clause => ({
  id,
  level: 'must',
  pointer: `${post}/description`,
  line,
  text,
  source: { kind: 'sentence', quote },
});

const keyword = (id: string, pointer: string, line: number, text: string, value: Json): Clause => ({
  id,
  level: 'must',
  pointer,
  line,
  text,
  source: { kind: 'keyword', keyword: id.split('.').at(-1) ?? '', value },
});

/** A few clauses of the real contract, one of each kind of source. */
export const sampleClauses: Clause[] = [
  sentence(
    'channel.origin',
    22,
    'The answer names the channel of the thread’s origin.',
    "The channel (email, Slack, live chat, Microsoft Teams) is auto-detected from the thread's origin and the response includes the channel that was used.",
  ),
  sentence(
    'integration.missing',
    22,
    'A workspace without the integration answers 400 with code validation_failed.',
    'Returns 400 with code `validation_failed` when the matching integration is not configured for the workspace.',
  ),
  sentence('scope.write', 22, 'A token without the scope is refused.', 'Requires the messages:write scope.'),
  keyword('content.required', `${body}/required`, 140, 'A body without content is refused.', ['content']),
  keyword('content.minLength', `${body}/properties/content/minLength`, 45, 'An empty content is refused.', 1),
  keyword(
    'cc.email.maxLength',
    `${body}/properties/cc/items/properties/email/maxLength`,
    60,
    'A cc address of more than 254 characters is refused.',
    254,
  ),
  keyword(
    'bcc.email.maxLength',
    `${body}/properties/bcc/items/properties/email/maxLength`,
    87,
    'A bcc address of more than 254 characters is refused.',
    254,
  ),
  keyword(
    'attachments.ContentLength.minimum',
    `${body}/properties/attachments/items/properties/ContentLength/minimum`,
    119,
    'A negative ContentLength is refused.',
    0,
  ),
  keyword(
    'answer.channel.enum',
    `${ok}/properties/channel/enum`,
    163,
    'The channel of the answer is one of the four.',
    ['email', 'slack', 'live_chat', 'teams'],
  ),
  keyword('answer.additionalProperties', `${ok}/additionalProperties`, 177, 'The answer has no other property.', false),
  {
    id: 'auth.401',
    level: 'should',
    pointer: `${post}/security`,
    line: 187,
    text: 'A missing token is answered with 401 and WWW-Authenticate.',
    source: { kind: 'rfc', section: 'RFC 6750, 3.1' },
  },
  {
    id: 'answer.id.unique',
    level: 'should',
    pointer: `${ok}/properties/id`,
    line: 157,
    text: 'No two messages have the same id.',
    source: { kind: 'meaning', of: 'id' },
  },
  {
    id: 'cc.ignored',
    level: 'info',
    pointer: `${body}/properties/cc`,
    line: 72,
    text: 'A Slack thread accepts cc and ignores it.',
    source: { kind: 'meaning', of: 'applied only to' },
  },
];
