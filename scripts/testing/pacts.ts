import type { Json } from '../../contracts/clauses/json.ts';

type Wish = { body?: Json; answer?: Json; status?: number; path?: string; version?: string };

/** One interaction of a consumer that sends a message, written as a specification of Pact has it. */
export function anInteraction(description: string, wish: Wish = {}): Json {
  const { body = { content: 'Hello' }, status = 200, path = '/threads/thr_1/messages', version = '3.0.0' } = wish;
  const answer = wish.answer ?? { id: 'msg_1', channel: 'email' };
  const headers = { 'Content-Type': 'application/json' };
  const authorized = { ...headers, Authorization: 'Bearer example' };
  const state = 'an email thread';
  if (version.startsWith('4'))
    return {
      type: 'Synchronous/HTTP',
      description,
      providerStates: [{ name: state }],
      request: { method: 'POST', path, headers: listed(authorized), body: wrapped(body) },
      response: { status, headers: listed(headers), body: wrapped(answer) },
    };
  return {
    description,
    ...(version.startsWith('3') ? { providerStates: [{ name: state }] } : {}),
    ...(version.startsWith('2') ? { providerState: state } : {}),
    ...(version.startsWith('1') ? { provider_state: state } : {}),
    request: { method: version.startsWith('1') ? 'post' : 'POST', path, headers: authorized, body },
    response: { status, headers, body: answer },
  };
}

type APact = {
  consumer: { name: string };
  provider: { name: string };
  interactions: Json[];
  metadata: { pactSpecification: { version: string } };
};

/** A pact of a consumer with one interaction or more, then the version of the specification and the provider's name. */
export function aPact(consumer: string, ...rest: (Json | string)[]): APact {
  const interactions = rest.filter((one) => typeof one !== 'string');
  const [version = '3.0.0', provider = 'api'] = rest.filter((one) => typeof one === 'string');
  return {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { pactSpecification: { version } },
  };
}

function wrapped(content: Json): Json {
  return { content, contentType: 'application/json', encoded: false };
}

function listed(headers: Record<string, string>): Json {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}
