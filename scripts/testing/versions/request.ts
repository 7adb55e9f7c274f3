import type { Json } from '../../../contracts/clauses/json.ts';
import { at, documentText, documentWith, standsAt } from '../../../contracts/clauses/testing/document.ts';
import { none, type Version, withoutProperty } from './version.ts';

const body = `${at.body}/properties`;

/** What stands at a pointer of the document. */
const copy = (pointer: string): Json => JSON.parse(JSON.stringify(standsAt(documentText, pointer)));

/** Whether a value is a text of at least one character. */
const isText = (value: Json | undefined): boolean => typeof value === 'string' && value !== '';

/** Documents that ask something else of a request. */
export const requestVersions: readonly Version[] = [
  {
    ...none,
    name: 'a new required property in the request',
    text: documentWith({
      [`${body}/subject`]: { type: 'string', minLength: 1 },
      [`${at.body}/required`]: ['content', 'subject'],
    }),
    follower: { take: (sent) => (isText(sent.subject) ? withoutProperty(sent, 'subject') : undefined) },
    added: ['request.body.subject.type', 'request.body.subject.minLength'],
    changed: ['request.body.required'],
    cases: [
      'request.body.required/without-subject',
      'request.body.subject.minLength/0',
      'request.body.subject.type/number',
    ],
    broken: ['request.body.required'],
  },
  {
    ...none,
    name: 'a shorter maxLength',
    text: documentWith({ [`${body}/cc/items/properties/email/maxLength`]: 100 }),
    follower: {
      take: (sent) => {
        const long = (one: Json): boolean =>
          typeof one === 'object' && one !== null && !Array.isArray(one) && String(one.email).length > 100;
        return Array.isArray(sent.cc) && sent.cc.some(long) ? undefined : sent;
      },
    },
    changed: ['request.body.cc[].email.maxLength'],
    cases: ['request.body.cc[].email.maxLength/100', 'request.body.cc[].email.maxLength/101'],
    without: ['request.body.cc[].email.maxLength/254'],
    broken: ['request.body.cc[].email.maxLength'],
  },
  {
    ...none,
    name: 'a property that is gone from the request',
    text: documentWith({ [`${body}/channel_id`]: undefined, [`${body}/bcc`]: undefined }),
    follower: {
      // A Slack thread has its channel all the same.
      take: (sent) => ('bcc' in sent || 'channel_id' in sent ? undefined : { ...sent, channel_id: 'C024BE91L' }),
    },
    gone: [
      'says.slack-channel-id',
      'says.bcc',
      'request.body.channel_id.type',
      'request.body.bcc.type',
      'request.body.bcc[].type',
      'request.body.bcc[].required',
      'request.body.bcc[].additionalProperties',
      'request.body.bcc[].name.type',
      'request.body.bcc[].name.default',
      'request.body.bcc[].email.type',
      'request.body.bcc[].email.format',
      'request.body.bcc[].email.maxLength',
      'request.body.bcc[].mailboxHash.type',
      'request.body.bcc[].mailboxHash.default',
    ],
    cases: ['says.channel/slack', 'request.body.additionalProperties/extra-bcc'],
    without: ['says.slack-channel-id/given', 'request.body.bcc.type/given'],
    // It takes bcc still, and asks Slack threads for a channel_id.
    broken: ['request.body.additionalProperties', 'says.channel'],
  },
  {
    ...none,
    name: 'other properties allowed in the request',
    text: documentWith({ [`${at.body}/additionalProperties`]: true }),
    follower: {
      take: (sent) => {
        const known = ['content', 'cc', 'bcc', 'attachments', 'channel_id'];
        return Object.fromEntries(Object.entries(sent).filter(([name]) => known.includes(name)));
      },
    },
    changed: ['request.body.additionalProperties'],
    cases: ['request.body.additionalProperties/extra'],
    without: ['request.body.additionalProperties/extra-null'],
    broken: ['request.body.additionalProperties'],
  },
  {
    ...none,
    name: 'a new optional property with an enum',
    text: documentWith({ [`${body}/priority`]: { type: 'string', enum: ['low', 'high'] } }),
    follower: {
      take: (sent) =>
        ['low', 'high', undefined].includes(sent.priority === undefined ? undefined : String(sent.priority)) &&
        ['string', 'undefined'].includes(typeof sent.priority)
          ? withoutProperty(sent, 'priority')
          : undefined,
    },
    added: ['request.body.priority.type', 'request.body.priority.enum'],
    cases: ['request.body.priority.enum/"high"', 'request.body.priority.enum/other'],
    broken: ['request.body.priority.type'],
  },
  {
    ...none,
    name: 'a choice of two bodies',
    text: documentWith({
      [at.body]: {
        oneOf: [
          copy(at.body),
          {
            title: 'a plain text',
            type: 'object',
            properties: { text: { type: 'string', maxLength: 100 } },
            required: ['text'],
            additionalProperties: false,
          },
        ],
      },
    }),
    follower: {
      take: ({ text, ...others }) => {
        if (text === undefined) return others;
        const fits = typeof text === 'string' && text.length <= 100 && Object.keys(others).length === 0;
        return fits ? { content: text === '' ? ' ' : text } : undefined;
      },
    },
    added: ['request.body.oneOf'],
    cases: ['request.body.oneOf/form-2', 'request.body.oneOf/form-2-text.maxLength-101'],
    broken: ['request.body.oneOf'],
  },
];
