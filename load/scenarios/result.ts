/**
 * What became of one request.
 * - `ok`: a status of success and all of the contract holds
 * - `none`: no answer (refused, reset, timed out)
 * - `limited`: 429; the target asks for less, which is no fault of its own
 * - `status`: any other status
 * - `wrong`: a status of success, but against the contract
 * - `exchanged`: well-formed, but it speaks of the channel or the thread of another request
 */
export const OUTCOMES = ['ok', 'none', 'limited', 'status', 'wrong', 'exchanged'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * One request as the script tells it to the output: a sample of `RESULT_METRIC` with the tags `channel`, `payload`,
 * `outcome` and `status`, and this in its metadata under `r`: `<due> <late> <setup> <rest>`.
 * - `due`: when the request was to start, milliseconds since the start of the run
 * - `late`: milliseconds from then to its start, the generator's own delay; 0 in the closed model
 * - `setup`: milliseconds for finding or making a connection
 * - `rest`: the message's id when the outcome is `ok`, else JSON of `Fault`; of the control nothing
 */
export type Fault = {
  /** One phrase: what is wrong. */
  why: string;
  /** The exchange in short, secrets removed; only for the first of its kind that a virtual user sees. */
  example?: string;
};

/** The tags of a result. `status`: 0 when there was no answer. */
export type Kind = { channel: string; payload: string; outcome: string; status: string };
