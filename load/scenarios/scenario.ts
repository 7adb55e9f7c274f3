/** A part of a run at a constant rate. */
export type Part = { rate: number; seconds: number };

/** One scenario: which load, in which order. Pure, so that the harness can say beforehand what will be sent. */
export type Scenario = {
  /** One sentence: what it asks of the target. */
  about: string;
  /** Requests a second, and seconds, unless the user says otherwise. */
  rate: number;
  seconds: number;
  /** Its parts in order. The open model: each request starts when it is due, whether or not earlier ones are answered. */
  parts: (rate: number, seconds: number) => Part[];
};
