import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json } from '../clauses/json.ts';
import { ordinaryBody } from './body.ts';
import { ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { asksForChannelId, otherThreads } from './elsewhere.ts';
import { without } from './probe.ts';
import { bodyWith, fullBody, placeholders } from './sample.ts';

/** Which channel a message goes out on, what that channel needs, and what has no effect there. */
export function channelCases(contract: Contract): Case[] {
  const plain = ordinaryBody(contract);
  const withChannel = withProperty(plain, 'channel_id', placeholders.channelId);
  const slack = ['says.slack-channel-id'];
  // A target that refuses every message has one fault, not one for each channel.
  const none = { fault: null, controls: [ordinary] };
  return [
    // First: a target may store the channel_id of a later case on the thread.
    {
      id: 'says.slack-channel-id/missing',
      title: 'a Slack thread without a stored channel, no channel_id',
      state: 'slack-thread',
      request: request(plain),
      fault: { kind: 'channel-id' },
      expectation: refusal(),
      clauses: slack,
      controls: ['says.slack-channel-id/given'],
    },
    {
      id: 'says.slack-channel-id/missing-everything',
      title: 'a Slack thread without a stored channel, everything but channel_id',
      state: 'slack-thread',
      request: request(withoutProperty(fullBody(contract.body), 'channel_id')),
      fault: { kind: 'channel-id' },
      expectation: refusal(),
      clauses: slack,
      controls: ['says.slack-channel-id/given'],
    },
    ...otherThreads(contract)
      .filter(({ control }) => control.startsWith('says.channel/'))
      .map(
        ({ state, thread, control }): Case => ({
          ...none,
          id: control,
          title: `a plain message on a ${thread} thread`,
          state,
          request: request(plain),
          expectation: success(state),
          clauses: ['says.channel'],
        }),
      ),
    {
      ...none,
      id: 'says.slack-channel-id/given',
      title: 'a Slack thread, channel_id given',
      state: 'slack-thread',
      request: request(withChannel),
      expectation: success('slack-thread'),
      clauses: slack,
    },
    {
      ...none,
      id: 'says.slack-channel-id/stored',
      title: 'a Slack thread with a stored channel, no channel_id',
      state: 'slack-thread-stored',
      request: request(plain),
      expectation: success('slack-thread-stored'),
      clauses: slack,
    },
    {
      ...none,
      id: 'says.slack-channel-id/given-and-stored',
      title: 'a Slack thread with a stored channel, channel_id given as well',
      state: 'slack-thread-stored',
      request: request(withChannel),
      expectation: success('slack-thread-stored'),
      clauses: slack,
      controls: ['says.slack-channel-id/stored'],
    },
    ...withoutEffect(contract, plain, withChannel),
    {
      id: 'says.html/markup',
      title: 'content with HTML markup',
      state: 'email-thread',
      request: request(withProperty(plain, 'content', '<p>sendproof <b>test</b> message &amp; more</p>')),
      fault: null,
      expectation: success('email-thread'),
      clauses: ['says.html'],
      controls: [ordinary],
    },
    ...attachmentUrlCases(contract),
  ];
}

function attachmentUrlCases({ body }: Contract): Case[] {
  if (!body.some(({ name }) => name === 'attachments[].Content')) return [];
  return ['http://files.example.com/test.pdf', 'not a URL'].map((url, index) => ({
    id: `says.https-url/${index === 0 ? 'http' : 'not-a-url'}`,
    title: index === 0 ? 'an attachment whose Content is an http URL' : 'an attachment whose Content is not a URL',
    state: 'email-thread',
    request: request(bodyWith(body, ['attachments', '[]', 'Content'], () => url)),
    fault: { kind: 'keyword', keyword: 'description', at: 'attachments[].Content' },
    expectation: refusal('should'),
    clauses: ['says.https-url'],
    controls: ['request.body.attachments[].required/only-required'],
  }));
}

/**
 * What the document applies to one channel only, on each other one. A target may refuse it (`info`); when it accepts, the
 * message must still go out on the thread's own channel.
 */
function withoutEffect(contract: Contract, plain: Json, withChannel: Json): Case[] {
  const lists = ['cc', 'bcc', 'attachments'].filter((list) => contract.body.some(({ name }) => name === `${list}[]`));
  const withId = asksForChannelId(contract);
  return otherThreads(contract).flatMap(({ state, thread, control }) => {
    const body = state === 'slack-thread' && withId ? withChannel : plain;
    const common = { state, fault: null, expectation: success(state, 'info'), controls: [control] };
    return [
      ...lists.map(
        (name): Case => ({
          ...common,
          id: `says.${name}/@${state}`,
          title: `${name} on a ${thread} thread`,
          request: request(withProperty(body, name, itemsFor(contract, name))),
          clauses: [`says.${name}`],
        }),
      ),
      ...(state.startsWith('slack')
        ? []
        : [
            {
              ...common,
              id: `says.channel/channel_id@${state}`,
              title: `channel_id on a ${thread} thread`,
              request: request(withChannel),
              clauses: ['says.channel'],
            },
          ]),
    ];
  });
}

function itemsFor(contract: Contract, name: string): Json {
  const body = bodyWith(contract.body, [name, '[]'], (sample) => sample);
  return (isObject(body) && body[name]) || [];
}

function withoutProperty(body: Json, name: string): Json {
  return isObject(body) ? without(body, name) : body;
}

function withProperty(body: Json, name: string, value: Json): Json {
  return isObject(body) ? { ...body, [name]: value } : body;
}
