import { MatchersV3, PactV4 } from '@pact-foundation/pact';
import type { Json } from '../../clauses/json.ts';
import { type MessageBody, type Outcome, sendMessage } from './client.ts';
import { consumer, type Expected, examples, fill, type Interaction, provider } from './consumer.ts';

const { fromProviderState, matchStatus, regex, string } = MatchersV3;

/**
 * Lets the client talk to a server that answers as the interaction says, and says what the client made of it. Adds the
 * interaction to the pact in `directory` when the client sent what it says. Rejects when it did not.
 */
export async function rehearse(interaction: Interaction, directory: string): Promise<Outcome | undefined> {
  const { description, state, params, authorized, body, expected } = interaction;
  return new PactV4({ consumer, provider, dir: directory, logLevel: 'error' })
    .addInteraction()
    .given(state, params)
    .uponReceiving(description)
    .withRequest('POST', fromProviderState(pathExpression, `/threads/${examples.thread}/messages`), (builder) => {
      if (authorized)
        builder.headers({ Authorization: fromProviderState('${authorization}', `Bearer ${examples.token}`) });
      builder.jsonBody(fill(body, (name) => fromProviderState(`$${name.slice(1, -1)}`, examples[name])));
    })
    .willRespondWith(statusOf(expected), (builder) => {
      builder.jsonBody(answerOf(expected)).headers({ 'Content-Type': json });
    })
    .executeTest(({ url }) =>
      sendMessage({
        baseUrl: url,
        ...(authorized ? { token: examples.token } : {}),
        threadId: examples.thread,
        body: untyped(fill(body, (name) => examples[name])),
      }),
    );
}

/** The prefix tells the gate which case it is; on a server of its own it is empty. */
const pathExpression = '${prefix}/threads/${thread}/messages';

/** Parameters are allowed, and case does not count (RFC 9110, 8.3.1). Pact's own comparison is of letters. */
const json = regex('(?i)^application/json\\s*(;.*)?$', 'application/json');

function statusOf(expected: Expected) {
  if (expected.kind === 'sent') return 200;
  return expected.exactly ? expected.status : matchStatus(expected.status, MatchersV3.HTTPResponseStatusClass.ClientError);
}

/** Whatever is not a matcher must be equal. */
function answerOf(expected: Expected) {
  if (expected.kind === 'sent')
    return { id: string(examples.id), thread_id: string(examples.thread), channel: expected.channel };
  return { code: expected.exactly ? expected.code : string(expected.code), message: string(examples.message) };
}

/** Some cases break the type on purpose. What comes out of JSON at run time has none. */
function untyped(value: unknown): MessageBody {
  return JSON.parse(JSON.stringify(value));
}
