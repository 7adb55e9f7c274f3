import { isObject, type Json, type JsonObject, property, text } from '../clauses/json.ts';

/** One HTTP interaction of a pact: a request that a consumer sends, and the answer that it handles. */
export type HttpInteraction = {
  description: string;
  /** Names of the provider states. */
  states: string[];
  method: string;
  path: string;
  status: number;
  /** The body of the answer that the consumer handles, as an example; nothing where any will do. */
  answer: Json | undefined;
  interaction: JsonObject;
};

/** The HTTP interactions of a pact (specification 1 to 4), and how many others there are: messages, whatever carries them. */
export function interactionsOf(pact: Json): { http: HttpInteraction[]; others: number } {
  const [all, messages] = ['interactions', 'messages'].map((key) => listAt(pact, key));
  const http = (all ?? []).filter(isHttp);
  return {
    http: http.map((one) => httpInteraction(one, isWrapped(pact))),
    others: (all ?? []).length - http.length + (messages ?? []).length,
  };
}

/** Only specification 4 says what an interaction is; before, all are HTTP. */
export function isHttp(interaction: Json): boolean {
  const type = text(property(interaction, 'type'));
  return type === undefined || type.toLowerCase() === 'synchronous/http';
}

function httpInteraction(interaction: Json, wrapped: boolean): HttpInteraction {
  const [request, response] = ['request', 'response'].map((side) => property(interaction, side));
  const body = property(response, 'body');
  const older = text(property(interaction, 'providerState')) ?? text(property(interaction, 'provider_state'));
  const states = listAt(interaction, 'providerStates').flatMap((state) => text(property(state, 'name')) ?? []);
  return {
    description: text(property(interaction, 'description')) ?? '',
    states: states.length === 0 && older !== undefined ? [older] : states,
    method: (text(property(request, 'method')) ?? '').toUpperCase(),
    path: text(property(request, 'path')) ?? '',
    status: Number(property(response, 'status')),
    answer: wrapped ? property(body, 'content') : body,
    interaction: isObject(interaction) ? interaction : {},
  };
}

/** From specification 4 on, a body stands inside of an object that says how it is written. */
function isWrapped(pact: Json): boolean {
  const metadata = property(pact, 'metadata');
  const version =
    text(property(property(metadata, 'pactSpecification'), 'version')) ??
    text(property(metadata, 'pactSpecificationVersion')) ??
    text(property(property(metadata, 'pact-specification'), 'version'));
  return Number.parseInt(version ?? '', 10) >= 4;
}

function listAt(value: Json, key: string): Json[] {
  const list = property(value, key);
  return Array.isArray(list) ? list : [];
}
