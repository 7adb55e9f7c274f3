import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import { type MessageBody, type Outcome, sendMessage } from './client.ts';
import { consumer, examples, fill, type Interaction, nameOf, provider } from './consumer.ts';
import type { Promised } from './promised.ts';

const { fromProviderState, like, matchStatus, regex, HTTPResponseStatusClass } = MatchersV3;

// Pact's mock server reports each use to its makers unless it is told not to.
process.env.PACT_DO_NOT_TRACK = 'true';

/** What a consumer does in an interaction, given the address of the API. */
export type ConsumerAction<T> = (baseUrl: string) => Promise<T>;

/** The client sends just what the interaction says. */
export function clientFor({ authorized, body }: Interaction): ConsumerAction<Outcome> {
  return (baseUrl) =>
    sendMessage({
      baseUrl,
      ...(authorized ? { token: examples.token } : {}),
      threadId: examples.thread,
      body: untyped(fill(body, (name) => examples[name])),
    });
}

/** Sends just what the interaction says, by a client that knows no document. */
export function plainClientFor({ authorized, body }: Interaction): ConsumerAction<void> {
  return async (baseUrl) => {
    await fetch(`${baseUrl}/threads/${examples.thread}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(authorized ? { authorization: `Bearer ${examples.token}` } : {}),
      },
      body: JSON.stringify(fill(body, (name) => examples[name])),
    });
  };
}

/**
 * Lets a consumer talk to a server that answers as the interaction is promised. Adds the interaction to the pact in `directory`
 * when the consumer sent what it says, and rejects when it did not.
 */
export async function rehearse<T>(
  { description, state, params, authorized, body }: Interaction,
  { status, content }: Promised,
  directory: string,
  act: ConsumerAction<T>,
): Promise<T | undefined> {
  return new PactV4({ consumer, provider, dir: directory, logLevel: 'error' })
    .addInteraction()
    .given(state, params)
    .uponReceiving(description)
    .withRequest('POST', fromProviderState(path, `/threads/${examples.thread}/messages`), (builder) => {
      if (authorized) builder.headers({ Authorization: fromProviderState(authorization, `Bearer ${examples.token}`) });
      builder.jsonBody(fill(body, (name) => fromProviderState(inPact(nameOf(name)), examples[name])));
    })
    .willRespondWith(statusOf(status), (builder) => {
      if (content) builder.jsonBody(answerOf(content)).headers({ 'Content-Type': json });
    })
    .executeTest(({ url }) => act(url));
}

// Pact's own notation for what a provider state fills in. The prefix tells the gate which case it is; it may be empty.
const inPact = (name: string) => `\${${name}}`;
const path = `${inPact('prefix')}/threads/${inPact('thread')}/messages`;
const authorization = inPact('authorization');

/** Parameters are allowed, and case does not count (RFC 9110, 8.3.1). Pact's own comparison is of letters. */
const json = regex('(?i)^application/json\\s*(;.*)?$', 'application/json');

function statusOf({ code, isClass }: Promised['status']) {
  return isClass ? matchStatus(code, HTTPResponseStatusClass.ClientError) : code;
}

/** Whatever is not a matcher must be equal. */
function answerOf({ exactly, alike }: NonNullable<Promised['content']>) {
  return { ...Object.fromEntries(Object.entries(alike).map(([name, value]) => [name, like(value)])), ...exactly };
}

/** Some cases break the type on purpose. What comes out of JSON at run time has none. */
function untyped(value: unknown): MessageBody {
  return JSON.parse(JSON.stringify(value));
}
