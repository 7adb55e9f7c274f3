/** What is known of how a run of the load generator went. */
export type Facts = {
  /** Requests that were to be sent; null in the closed model, where nobody can say. */
  planned: number | null;
  /** Highest rate that was asked for, in requests a second. */
  rate: number;
  /** Results that the script reported. */
  results: number;
  /** Requests that k6 counted itself. */
  sent: number;
  dropped: number;
  /** Whether a target that does not keep up is what the scenario is looking for. */
  overloadIsAnAnswer: boolean;
  /** The target's queue grew to the end, in seconds of waiting; null when it did not. */
  queue: number | null;
  vus: { most: number; used: number };
  /** Lines of k6's output that could not be read. */
  unreadable: number;
  firstUnreadable: string | null;
  ended: 'itself' | 'timeLimit' | 'aborted';
  /** Whether it was stopped because too much failed: then what failed is the result. */
  killed: boolean;
  /** Null when a signal ended it. */
  exitCode: number | null;
  /** k6's last words. */
  stderr: string;
  /** CPU seconds a second that k6 used; null when that could not be read. */
  cpu: number | null;
  cores: number;
  /** 99th percentile of how late k6 started requests, in milliseconds; null without any. */
  late: number | null;
  limited: number;
  /** Answers with status 401 or 403. */
  unauthorised: boolean;
  /** Answers by channel that load was meant for. */
  answers: { channel: string; count: number }[];
};

/** Below this many answers there is not one past the 95th percentile. */
export const FEWEST_ANSWERS = 20;

/** Of all cores: above it k6 waits for CPU, and that wait looks like the target's. */
export const MOST_CPU = 0.8;

/** Milliseconds: when one request in a hundred starts later than this, the generator is what is measured. */
export const MOST_LATE = 50;

/** Reasons why the numbers of a run are not the target's, each with what to do. Empty: they can be believed. */
export function health(facts: Facts): string[] {
  return [...howItEnded(facts), ...whatIsMissing(facts), ...howItWasPressed(facts), ...whatTheTargetRefused(facts)];
}

function howItEnded({ ended, killed, exitCode, stderr }: Facts): string[] {
  if (killed) return [];
  if (ended === 'aborted') return ['the run was interrupted: what was measured until then is kept; run it again'];
  if (ended === 'timeLimit') return ['k6 did not end in time and was stopped; try a shorter --duration or another k6'];
  if (exitCode === 0) return [];
  const words = stderr === '' ? '' : `: ${stderr}`;
  return [
    `k6 ended with ${exitCode === null ? 'a signal' : `exit code ${exitCode}`}${words}; mend that and run it again`,
  ];
}

function whatIsMissing(facts: Facts): string[] {
  const reasons: string[] = [];
  if (facts.unreadable > 0) {
    const example = facts.firstUnreadable === null ? '' : ` (the first: ${facts.firstUnreadable})`;
    reasons.push(
      `${facts.unreadable} lines of k6's output could not be read${example}: samples are missing; check the disk and the version of k6`,
    );
  }
  if (facts.killed || facts.ended !== 'itself') return reasons;
  if (facts.sent !== facts.results) {
    reasons.push(
      `k6 sent ${facts.sent} requests but ${facts.results} results came out of it: some were cut off; run it again`,
    );
  }
  // One less in each part is k6's clock: the last request is due at the very end.
  const missing = facts.planned === null ? 0 : facts.planned - facts.sent - facts.dropped;
  if (missing > 0)
    reasons.push(`k6 sent ${facts.sent} of ${facts.planned} requests: the rate was not kept; lower --rate`);
  return reasons;
}

function howItWasPressed(facts: Facts): string[] {
  const reasons: string[] = [];
  const allBusy = facts.vus.used >= facts.vus.most;
  if (facts.dropped > 0 && !facts.overloadIsAnAnswer) {
    const cause = allBusy
      ? `all ${facts.vus.most} virtual users were waiting for answers: the target did not keep up`
      : 'no virtual user was ready in time';
    reasons.push(
      `k6 dropped ${facts.dropped} of ${facts.planned} requests (dropped_iterations) because ${cause}; ${facts.rate}/s was not kept, and slow answers are under-counted; lower --rate`,
    );
  } else if (facts.queue !== null && !facts.overloadIsAnAnswer) {
    reasons.push(
      `the target did not keep up with ${facts.rate}/s: messages waited ever longer, ${facts.queue.toFixed(1)} s at the end, so that latency tells how long the load lasted; lower --rate, or find the highest with --scenario breakpoint`,
    );
  }
  if (facts.cpu !== null && facts.cpu > MOST_CPU * facts.cores) {
    reasons.push(
      `k6 used ${facts.cpu.toFixed(1)} of ${facts.cores} cores: its own waits are in the latencies; lower --rate or use a larger machine`,
    );
  }
  // k6 does not count what it dropped: from then on it believes to be later than it is.
  if (facts.late !== null && facts.late > MOST_LATE && facts.dropped === 0) {
    reasons.push(
      `one request in a hundred was started ${facts.late.toFixed(0)} ms late or more (${MOST_LATE} is the limit): this machine is too busy to measure; stop what else runs on it, lower --rate, or use more runners`,
    );
  }
  return reasons;
}

function whatTheTargetRefused(facts: Facts): string[] {
  const reasons: string[] = [];
  if (facts.limited > 0) {
    reasons.push(`target rate-limited ${facts.limited} of ${facts.results} requests (429); lower --rate`);
  }
  if (facts.unauthorised) {
    reasons.push(
      `the target refused every one of ${facts.results} requests with 401 or 403: check the token in the profile`,
    );
    return reasons;
  }
  if (facts.killed) return reasons;
  for (const { channel, count } of facts.answers) {
    if (count >= FEWEST_ANSWERS) continue;
    reasons.push(
      `${channel} has ${count} answers, too few for percentiles (${FEWEST_ANSWERS} are needed); raise --duration or --rate, within the profile's limits`,
    );
  }
  return reasons;
}
