import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json, property } from '../../clauses/json.ts';
import { field } from '../../target/exchange.ts';
import type { Planned } from '../engine.ts';
import { examples, fill, interactionOf, isPlaceholder, nameOf } from './consumer.ts';
import type { StateValues } from './job.ts';
import { type Pact, type PactInteraction, renewCommand } from './pact-file.ts';

/** What is verified for one case with one entry of its state. */
export type Verification = { key: string; planned: Planned; interaction: PactInteraction; values: StateValues };

/** Whether a consumer relies on the case, so that it is in the pact. */
export function canPactSend({ case: one }: Planned): boolean {
  return interactionOf(one) !== undefined;
}

/**
 * The part of the pact that is planned, each interaction once for each entry of its state. `prefixOf` is what tells the
 * gate which case a request belongs to; it is the key as well. Throws when the pact no longer says what the cases say:
 * a request must be its case's.
 */
export function verificationsOf(
  pact: Pact,
  planned: readonly Planned[],
  prefixOf: (one: Planned) => string,
): Verification[] {
  const byCase = new Map(pact.interactions.map((one) => [one.providerStates[0]?.params.case, one]));
  return planned.filter(canPactSend).map((one) => {
    const interaction = byCase.get(one.case.id);
    if (interaction === undefined || !isOf(one, interaction))
      throw new Error(`the pact is stale: it does not say what ${one.case.id} says. Renew it: ${renewCommand}`);
    const key = prefixOf(one);
    return { key, planned: one, interaction, values: { prefix: key, ...valuesOf(one) } };
  });
}

/** The pact with these interactions only. Its descriptions are keys: results come back under them. */
export function pactOf(pact: Pact, verifications: readonly Verification[]): Pact {
  return {
    ...pact,
    interactions: verifications.map(({ key, interaction }) => ({
      ...interaction,
      description: key,
      providerStates: interaction.providerStates.map(({ name, params }) => ({ name, params: { ...params, key } })),
    })),
  };
}

function isOf({ case: one }: Planned, { providerStates, request }: PactInteraction): boolean {
  const expected = interactionOf(one);
  return (
    expected !== undefined &&
    providerStates.length === 1 &&
    providerStates[0]?.name === expected.state &&
    isDeepStrictEqual(
      request.body.content,
      fill(expected.body, (name) => examples[name]),
    )
  );
}

function valuesOf({ case: one, message }: Planned): StateValues {
  const { body } = one.request;
  const authorization = field(message.headers, 'authorization');
  return {
    thread: message.path.replace(/^\/threads\//, '').replace(/\/messages$/, ''),
    ...(authorization === undefined ? {} : { authorization }),
    ...(body.kind === 'json' ? filledIn(body.value, JSON.parse(message.body.toString())) : {}),
  };
}

/** What stands in the message where the case has placeholders. */
function filledIn(template: Json, filled: Json): StateValues {
  if (typeof template === 'string')
    return isPlaceholder(template) && typeof filled === 'string' ? { [nameOf(template)]: filled } : {};
  const inner = isObject(template)
    ? Object.keys(template).map((key) => filledIn(template[key] ?? null, property(filled, key) ?? null))
    : Array.isArray(template)
      ? template.map((one, index) => filledIn(one, (Array.isArray(filled) ? filled[index] : undefined) ?? null))
      : [];
  return Object.assign({}, ...inner);
}
