import type { Line } from './output.ts';
import { CONTROL } from './scenarios/settings.ts';
import type { StopWhen } from './wish.ts';

/** More than half of all requests failed for five seconds: going on would tell nothing more, and may do harm. */
export const STOP_WHEN: StopWhen = { errors: 0.5, seconds: 5 };

/** Below this many requests a share says nothing. */
const FEWEST = 10;

/** Hears each line, and says after which one the load must end. */
export function killSwitch({ errors, seconds }: StopWhen): {
  after: (line: Line) => boolean;
  /** Why it ended the load; null when it did not. */
  why: () => string | null;
} {
  let recent: { time: number; requests: number; failed: number }[] = [];
  let now = { requests: 0, failed: 0 };
  let why: string | null = null;
  return {
    after(line) {
      if (line.sendproof === 'cell' && line.channel !== CONTROL) {
        now.requests += line.count;
        if (line.outcome === 'none' || line.outcome === 'status') now.failed += line.count;
      }
      if (line.sendproof !== 'tick' || why !== null) return false;
      recent.push({ time: line.time, ...now });
      now = { requests: 0, failed: 0 };
      // What a tick tells is of the second before it.
      const [first] = recent;
      if (first === undefined || line.time - first.time < (seconds - 1) * 1000) return false;
      recent = recent.filter(({ time }) => time > line.time - seconds * 1000);
      const requests = recent.reduce((sum, one) => sum + one.requests, 0);
      const failed = recent.reduce((sum, one) => sum + one.failed, 0);
      if (requests < FEWEST || failed <= errors * requests) return false;
      why = `the load was stopped: ${failed} of ${requests} requests failed in ${seconds} s, and more than ${errors * 100} % is the limit (stopWhen)`;
      return true;
    },
    why: () => why,
  };
}
