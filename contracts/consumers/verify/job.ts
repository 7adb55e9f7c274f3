import type { Json } from '../../clauses/json.ts';
import type { Broker } from '../broker.ts';
import type { StateValues } from './examples.ts';
import type { BodySwap, ThreadSwap } from './swap.ts';

/** As what the Verifier publishes its results; the names are its own options'. */
export type Publication = { providerVersion: string; providerVersionBranch: string | undefined };

/** What the child process is told, over IPC: a list of processes shows no credentials. */
export type Job = {
  provider: string;
  /** The gate's door. */
  providerBaseUrl: string;
  /** Files; or the broker, of which the Verifier fetches the pacts itself, as it publishes only what it fetched. */
  source: { pactUrls: string[] } | { broker: Broker; consumers: string[]; publication: Publication };
  /** Where the Verifier says what went wrong beside the interactions. */
  logFile: string;
  /** One for each interaction, in the order in which the Verifier takes them. */
  steps: SentStep[];
};

/** What becomes of one interaction on the way to the target and back. */
export type SentStep = {
  states: string[];
  /** Where it goes at the door; a query stays as it is. */
  path: string;
  /** In place of what the pact has; null: that is sent. */
  authorization: string | null;
  body: BodySwap;
  thread: ThreadSwap;
  /** The answer that the pact has as an example; null where it has none. */
  answer: Json;
  values: StateValues;
};
