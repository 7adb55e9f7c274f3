/** What a provider state fills in for one interaction: the values that the pact names in `${…}`. */
export type StateValues = Record<string, string>;

/** What the child process is told. Tokens are placeholders here as everywhere: only the gate knows them. */
export type Job = {
  /** The gate's door. */
  providerBaseUrl: string;
  /** A file with the interactions to verify. */
  pact: string;
  states: string[];
  /** By the key that the interactions have as their provider state's parameter. */
  values: Record<string, StateValues>;
};
