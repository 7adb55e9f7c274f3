/** Time, passed in so that what depends on it can be tested. */
export type Clock = {
  /** Milliseconds since the run started; never goes back. */
  now(): number;
  /** Milliseconds since 1970, as the calendar has it. */
  wall(): number;
};

export function systemClock(): Clock {
  const start = performance.now();
  return { now: () => performance.now() - start, wall: () => Date.now() };
}
