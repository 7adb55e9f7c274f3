/**
 * A request as the simulated service sees it. `served` counts from 1; milliseconds from the start of the first run. It
 * takes `wait` ms in which nothing runs, then `work` ms.
 */
export type Request = {
  due: number;
  served: number;
  channel: string;
  payload: string;
  wait: number;
  work: number;
  uniform: number;
};

/** What a faulty service adds: the latency (ms) that a request then has. Made anew for each service, and keeps state. */
export type Fault = () => (request: Request) => number;

export type Service = {
  /** Median latency, milliseconds. */
  p50: number;
  /** Standard deviation of its ln. */
  spread: number;
  /** Of the machine's noise, in ln. */
  noise: number;
  /** How many times slower the first request is; falls with e-folding after 200 requests. */
  cold: number;
  /** Milliseconds for each attachment, and for each KiB. */
  cost: { attachment: number; kib: number };
  /** Extra milliseconds of a channel. */
  channels: Record<string, number>;
  fault: Fault | null;
  /** Resident bytes after so many requests. */
  memory: (served: number) => number;
  cpu: number | null;
  runtime: string | null;
};

/** Constant rates, one after the other: requests a second. */
export type Scenario = { rate: number; seconds: number }[];
