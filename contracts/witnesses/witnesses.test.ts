import { expect, test } from 'vitest';
import { at, documentText, documentWith } from '../clauses/testing/document.ts';
import { changesBetween } from '../diff/changes.ts';
import { readDescription } from '../diff/document.ts';
import { systemClock } from '../target/clock.ts';
import { type Target, targetOf } from '../target/profile.ts';
import { openTransport } from '../target/transport.ts';
import type { Behaviour } from './behaviour.ts';
import { planWitnesses } from './plan.ts';
import { runWitnesses } from './run.ts';
import { env, following } from './testing/following.ts';
import { versionsOf } from './versions.ts';

const content = `${at.post}/requestBody/content`;
const { requestBody, responses, parameters } = JSON.parse(documentText).paths['/threads/{thread_id}/messages'].post;
const body = requestBody.content['application/json'];

async function targetThatFollows(document: string): Promise<Target> {
  const checked = targetOf((await following(document)).profile, env);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.target;
}

/** What is found of one change, by its name, between two targets. */
function asking(now: string, name: string) {
  const documents = { old: readDescription(documentText), new: readDescription(now) };
  const versions = versionsOf(documents);
  const changes = changesBetween(documents.old, documents.new);
  const change = changes.find((one) => one.name === name);
  return async (before: Target, after: Target): Promise<Behaviour['finding'] | undefined> => {
    const found = await runWitnesses(
      versions,
      planWitnesses(versions, changes, [before, after]),
      { before, after },
      {
        transport: openTransport(),
        clock: systemClock(),
        signal: new AbortController().signal,
        onEvidence: () => undefined,
      },
    );
    return found.find((one) => one.change === change?.id)?.finding;
  };
}

/** What is found when both targets follow the old document, the new one, the one and then the other, and the other way. */
type Expected = Record<'unchanged' | 'corrected' | 'changed' | 'reversed', Behaviour['finding']>;
const hurtsClients: Expected = {
  unchanged: 'unchanged',
  corrected: 'corrected',
  changed: 'broken',
  reversed: 'reversed',
};
const hurtsNoClient: Expected = { ...hurtsClients, changed: 'followed' };
// What a target may answer and does not, no request shows.
const mayAnswer: Expected = {
  unchanged: 'cannotTell',
  corrected: 'corrected',
  changed: 'broken',
  reversed: 'corrected',
};

test.each<[title: string, change: string, now: string, expected: Expected]>([
  [
    'a new required property',
    'request.body.priority.required',
    documentWith({
      [`${at.body}/properties/priority`]: { type: 'string', enum: ['low', 'high'] },
      [`${at.body}/required`]: ['content', 'priority'],
    }),
    hurtsClients,
  ],
  [
    'a new channel',
    'response.200.body.channel.enum',
    documentWith({ [`${at.success}/properties/channel/enum`]: ['email', 'slack', 'live_chat', 'teams', 'whatsapp'] }),
    mayAnswer,
  ],
  [
    'a new status',
    'response.202',
    documentWith({ [`${at.post}/responses/202`]: responses['200'], [`${at.post}/responses/200`]: undefined }),
    mayAnswer,
  ],
  [
    'a shorter text',
    'request.body.cc[].email.maxLength',
    documentWith({ [`${at.body}/properties/cc/items/properties/email/maxLength`]: 100 }),
    hurtsClients,
  ],
  [
    'an empty text allowed',
    'request.body.content.minLength',
    documentWith({ [`${at.body}/properties/content/minLength`]: 0 }),
    hurtsNoClient,
  ],
  ['a removed property', 'request.body.bcc', documentWith({ [`${at.body}/properties/bcc`]: undefined }), hurtsClients],
  [
    'further properties allowed',
    'request.body.additionalProperties',
    documentWith({ [`${at.body}/additionalProperties`]: true }),
    hurtsNoClient,
  ],
  [
    'another media type',
    'request.application/json',
    documentWith({ [content]: { 'application/x-www-form-urlencoded': body } }),
    hurtsClients,
  ],
  [
    'no credentials needed',
    'request.security',
    documentWith({ [`${at.post}/security`]: [{}, { Authorization: [] }] }),
    hurtsNoClient,
  ],
  [
    'a lost property of the answer',
    'response.200.body.id.required',
    documentWith({ [`${at.success}/properties/id`]: undefined, [`${at.success}/required`]: ['thread_id', 'channel'] }),
    mayAnswer,
  ],
  [
    'a renamed property of errors',
    'response.default.body.type',
    documentWith({
      [`${at.error}/properties/code`]: undefined,
      [`${at.error}/properties/type`]: { type: 'string' },
      [`${at.error}/required`]: ['message', 'type'],
    }),
    mayAnswer,
  ],
  [
    'a new required header',
    'request.header.X-Tenant',
    documentWith({
      [`${at.post}/parameters`]: [
        ...parameters,
        { name: 'X-Tenant', in: 'header', required: true, schema: { type: 'string', minLength: 3 } },
      ],
    }),
    hurtsClients,
  ],
])('%s: whether the document was corrected or the behaviour changed', async (_, change, now, expected) => {
  const [old, other] = [await targetThatFollows(documentText), await targetThatFollows(now)];
  const found = asking(now, change);
  expect({
    unchanged: await found(old, old),
    corrected: await found(other, other),
    changed: await found(old, other),
    reversed: await found(other, old),
  }).toEqual(expected);
});
