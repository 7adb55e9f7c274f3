/**
 * What became of one request.
 * - `ok`: 200 and all of the contract holds
 * - `none`: no answer (refused, reset, timed out)
 * - `limited`: 429; the target asks for less, which is no fault of its own
 * - `status`: any other status than 200
 * - `wrong`: 200, but against the contract
 * - `exchanged`: 200 and well-formed, but it speaks of the channel or the thread of another request
 */
export const OUTCOMES = ['ok', 'none', 'limited', 'status', 'wrong', 'exchanged'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What k6 says beside the latency of each request, as JSON in the metadata of its sample. */
export type Detail = {
  /** Milliseconds since the scenario's start at which the request was sent. */
  at: number;
  /** The message's id in a 200 answer that fits the contract. */
  id?: string;
  /** One phrase: what is wrong. */
  why?: string;
  /** The exchange in short, secrets removed; only for the first of its kind that a VU sees. */
  example?: string;
};
