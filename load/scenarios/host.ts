import type { Kind } from './result.ts';

/** As `k6/http` gives it. */
export type Response = {
  /** 0: there was no answer. */
  status: number;
  headers: Record<string, string | undefined>;
  body: string | null;
  /** k6's words when there was no answer, else empty. */
  error: string;
  /** Milliseconds. `blocked` is all of the time until there was a connection: connecting and TLS are in it. */
  timings: { blocked: number; duration: number };
};

/**
 * What the script asks of k6 for each request of one virtual user. There are two: `stock-host.ts`, which needs nothing
 * but k6, and the module `k6/x/sendproof` of our own build (`load/k6/module.go`), which does the same in a third of the
 * time. Both keep, from its start on, when the request was due and how late it is.
 */
export type Host = {
  /** Once, before anything else: JSON of `Plan`. */
  plan(json: string): void;
  /** Begins a request: its turn in the whole run, counted from 0, or -1 when all have been sent. */
  start(): number;
  /** Milliseconds for which this virtual user's connection had not been used when the request began; 0 for a new one. */
  idle(): number;
  /**
   * True when the answer to a message is, but for its id, the very one that was learnt of such a message: then it is
   * told as right. False: nothing was done.
   */
  settle(response: Response, index: number): boolean;
  /** Learns a right answer to messages of that index, and its id. Only where the contract allows any id. */
  learn(response: Response, index: number, id: string): void;
  /** Hands one result to the output; `rest` as in `result.ts`. */
  tell(kind: Kind, response: Response, rest: string): void;
};

/** A k6 scenario. Times in milliseconds. */
export type Timing = {
  /** Since the start of the run. */
  start: number;
  length: number;
  /** From one request to the next; null in the closed model, where none is due at any time. */
  period: number | null;
  /** Requests of the run before its first. */
  first: number;
  /** Never more than this many. */
  requests: number;
};

export type Plan = {
  /** By name of the k6 scenario. */
  timings: Record<string, Timing>;
  /** Of the messages, by their index. */
  kinds: { channel: string; payload: string }[];
};
