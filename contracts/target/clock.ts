/** Time, passed in so that what depends on it can be tested. */
export type Clock = {
  /** Milliseconds since the run started; never goes back. */
  now(): number;
  /** Milliseconds since 1970, as the calendar has it. */
  wall(): number;
};

/** A run that goes on counts on from where it was. */
export function systemClock(from = 0): Clock {
  const start = performance.now() - from;
  return { now: () => performance.now() - start, wall: () => Date.now() };
}
