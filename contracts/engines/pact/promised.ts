import { sampleOf } from '../../cases/sample.ts';
import type { Contract } from '../../clauses/contract.ts';
import type { JsonObject } from '../../clauses/json.ts';
import { type ResponsePlace, responseTo, successesOf, successOf } from '../../clauses/operation.ts';
import { type Place, placesOf } from '../../clauses/schema.ts';
import { type Expected, examples } from './consumer.ts';

/**
 * The answer that a document promises a consumer: a status, or any of its class; properties that must be just so, and those
 * of which the type counts. Without content: no body.
 */
export type Promised = {
  status: { code: number; isClass: boolean };
  content: { exactly: JsonObject; alike: JsonObject } | undefined;
};

/** What a document promises for what is expected: no more than the properties that it requires of the answer. */
export function promisedBy(contract: Contract, expected: Expected): Promised {
  if (expected.kind === 'sent') {
    const success = successOf(contract.operation);
    const required = requiredIn(contract, success);
    return {
      status: { code: Number(success.status.replace(/XX$/i, '00')), isClass: false },
      content:
        required &&
        contentOf(required, required.some(({ name }) => name === 'channel') ? { channel: expected.channel } : {}),
    };
  }
  const { status, exactly, field, code } = expected;
  const required = requiredOfRefusal(contract, exactly ? status : undefined);
  return {
    status: { code: status, isClass: !exactly },
    content: required && contentOf(required, exactly ? { [field]: code } : {}, { code }),
  };
}

/** Of a refusal whose status is open, a consumer can rely on what all of them have. */
function requiredOfRefusal(contract: Contract, status: number | undefined): Place[] | undefined {
  const { operation } = contract;
  const successes = successesOf(operation);
  const only = status === undefined ? undefined : responseTo(operation, status);
  const responses = only ? [only] : operation.responses.filter((one) => !successes.includes(one));
  const [first, ...others] = responses.map((response) => requiredIn(contract, response));
  return first?.filter(({ name }) => others.every((places) => places?.some((place) => place.name === name)));
}

function requiredIn({ document }: Contract, { media }: ResponsePlace): Place[] | undefined {
  return media && placesOf(document, media.schema).filter(({ path, required }) => path.length === 1 && required);
}

function contentOf(required: readonly Place[], exactly: JsonObject, own: JsonObject = {}): Promised['content'] {
  const known: JsonObject = { id: examples.id, thread_id: examples.thread, message: examples.message, ...own };
  const alike = required
    .filter(({ name }) => !Object.hasOwn(exactly, name))
    .map((place) => [place.name, known[place.name] ?? sampleOf([place], place)] as const);
  return { exactly, alike: Object.fromEntries(alike) };
}
