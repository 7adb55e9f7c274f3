import type { PayloadMix } from './mix.ts';
import { PAYLOADS, type Payload } from './scenarios/settings.ts';

/** What a document asks of every message besides its content, and which payloads it allows, with a note for the others. */
export type Messages = {
  fields: Readonly<Record<string, unknown>>;
  payloads: readonly Payload[];
  notes: readonly string[];
};

/** As the document has it that sendproof comes with. */
export const ANY_MESSAGES: Messages = { fields: {}, payloads: PAYLOADS, notes: [] };

/** Why there is no load where no payload is allowed. */
export const NO_MESSAGE = 'the document allows none of the messages that sendproof makes load of';

/** The part of a mix that is allowed. */
export function only(allowed: readonly Payload[], mix: PayloadMix): PayloadMix {
  return Object.fromEntries(Object.entries(mix).filter(([name]) => allowed.some((payload) => payload === name)));
}
