/** How often each latency came: [milliseconds, count], ascending, each latency once. */
export type Distribution = readonly (readonly [milliseconds: number, count: number])[];

/** Answers of one channel and payload that were due in one second; the warm-up is left out. */
export type Second = { second: number; channel: string; payload: string; latencies: Distribution };

/** What one run of a scenario showed, as plain numbers. Seconds and milliseconds count from the start of the run. */
export type Observed = {
  seconds: readonly Second[];
  /** The same for requests to the generator's own server, made while the load ran: what the machine itself adds. */
  control: readonly { second: number; latencies: Distribution }[];
  /** The slowest answers, at most 100 in a second; `channel` may be "control". Milliseconds. */
  slow: readonly { due: number; latency: number; channel: string }[];
  /** Parts of constant rate, in order. */
  stages: readonly {
    start: number;
    seconds: number;
    /** Requests a second that were due. */
    rate: number;
    sent: number;
    answered: number;
    dropped: number;
    /** Cores that the target used; null when it does not tell. */
    cpu: number | null;
  }[];
  /** How large each payload is: bytes of the body, and attachments in it. */
  payloads: Readonly<Record<string, { attachments: number; bytes: number }>>;
  /** Resident memory of the target, and requests answered until then; empty when it does not tell. */
  memory: readonly { second: number; bytes: number; served: number }[];
  /** What the target runs on, when that is known: a Java or .NET heap fills up before it is cleaned. */
  runtime: string | null;
};
