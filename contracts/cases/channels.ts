import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';
import { sentences } from '../clauses/sentences.ts';
import { givenIn, ordinaryBody } from './body.ts';
import { ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { asksForChannelId, otherThreads } from './elsewhere.ts';
import { channelIdOf, contentOf, isSaidAt, urlsOf } from './meanings.ts';
import { without } from './probe.ts';
import { bodyWith, fullBody, parentOf, placeholders } from './sample.ts';

/** Which channel a message goes out on, what that channel needs, and what has no effect there. */
export function channelCases(contract: Contract): Case[] {
  const plain = ordinaryBody(contract);
  const channelId = channelIdOf(contract)?.name ?? 'channel_id';
  const withChannel = withProperty(plain, channelId, placeholders.channelId);
  const content = contentOf(contract);
  const slack = ['says.slack-channel-id'];
  // A target that refuses every message has one fault, not one for each channel.
  const none = { fault: null, controls: [ordinary] };
  return [
    // First: a target may store the channel_id of a later case on the thread.
    {
      id: 'says.slack-channel-id/missing',
      title: `a Slack thread without a stored channel, no ${channelId}`,
      state: 'slack-thread',
      request: request(plain),
      fault: { kind: 'channel-id' },
      expectation: refusal(),
      clauses: slack,
      controls: ['says.slack-channel-id/given'],
    },
    {
      id: 'says.slack-channel-id/missing-everything',
      title: `a Slack thread without a stored channel, everything but ${channelId}`,
      state: 'slack-thread',
      request: request(withoutProperty(fullBody(contract.body), channelId)),
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
      title: `a Slack thread, ${channelId} given`,
      state: 'slack-thread',
      request: request(withChannel),
      expectation: success('slack-thread'),
      clauses: slack,
    },
    {
      ...none,
      id: 'says.slack-channel-id/stored',
      title: `a Slack thread with a stored channel, no ${channelId}`,
      state: 'slack-thread-stored',
      request: request(plain),
      expectation: success('slack-thread-stored'),
      clauses: slack,
    },
    {
      ...none,
      id: 'says.slack-channel-id/given-and-stored',
      title: `a Slack thread with a stored channel, ${channelId} given as well`,
      state: 'slack-thread-stored',
      request: request(withChannel),
      expectation: success('slack-thread-stored'),
      clauses: slack,
      controls: ['says.slack-channel-id/stored'],
    },
    ...withoutEffect(contract, plain, withChannel),
    ...(content === undefined ? [] : [markupCase(contract, content)]),
    ...attachmentUrlCases(contract),
  ];
}

function markupCase({ body }: Contract, { name, path }: Place): Case {
  return {
    id: 'says.html/markup',
    title: `${name} with HTML markup`,
    state: 'email-thread',
    request: request(bodyWith(body, path, () => '<p>sendproof <b>test</b> message &amp; more</p>')),
    fault: null,
    expectation: success('email-thread'),
    clauses: ['says.html'],
    controls: [ordinary],
  };
}

function attachmentUrlCases(contract: Contract): Case[] {
  const [place] = urlsOf(contract);
  if (place === undefined) return [];
  const { body } = contract;
  const name = place.path.at(-1) ?? '';
  const holder = parentOf(body, place);
  return ['http://files.example.com/test.pdf', 'not a URL'].map((url, index) => ({
    id: `says.https-url/${index === 0 ? 'http' : 'not-a-url'}`,
    title: index === 0 ? `an attachment whose ${name} is an http URL` : `an attachment whose ${name} is not a URL`,
    state: 'email-thread',
    request: request(bodyWith(body, place.path, () => url)),
    fault: { kind: 'keyword', keyword: 'description', at: place.name },
    expectation: refusal('should'),
    clauses: ['says.https-url'],
    controls: [holder === undefined ? ordinary : givenIn(body, holder)],
  }));
}

/**
 * What the document applies to one channel only, on each other one. A target may refuse it (`info`); when it accepts, the
 * message must still go out on the thread's own channel.
 */
function withoutEffect(contract: Contract, plain: Json, withChannel: Json): Case[] {
  const applied = contract.body.filter((place) => place.path.length === 1 && isSaidAt(place, sentences.emailOnly));
  const channelId = contract.body.find(({ name }) => name === (channelIdOf(contract)?.name ?? 'channel_id'));
  return otherThreads(contract).flatMap(({ state, thread, control }) => {
    const body = state === 'slack-thread' && asksForChannelId(contract) ? withChannel : plain;
    const common = { state, fault: null, expectation: success(state, 'info'), controls: [control] };
    return [
      ...applied.map(
        (place): Case => ({
          ...common,
          id: `says.${place.name}/@${state}`,
          title: `${place.name} on a ${thread} thread`,
          request: request(withProperty(body, place.name, valueFor(contract, place))),
          clauses: [`says.${place.name}`],
        }),
      ),
      ...(state.startsWith('slack') || channelId === undefined
        ? []
        : [
            {
              ...common,
              id: `says.channel/${channelId.name}@${state}`,
              title: `${channelId.name} on a ${thread} thread`,
              request: request(withChannel),
              clauses: ['says.channel'],
            },
          ]),
    ];
  });
}

/** Of a list one element. */
function valueFor({ body: places }: Contract, { name, path, schema }: Place): Json {
  const hasElement = places.some((one) => one.name === `${name}[]`);
  const body = bodyWith(places, hasElement ? [...path, element] : path, (sample) => sample);
  return (isObject(body) ? body[name] : undefined) ?? (schema.type === 'array' ? [] : null);
}

function withoutProperty(body: Json, name: string): Json {
  return isObject(body) ? without(body, name) : body;
}

function withProperty(body: Json, name: string, value: Json): Json {
  return isObject(body) ? { ...body, [name]: value } : body;
}
