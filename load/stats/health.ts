/** What is known of how a run of the load generator went. */
export type Facts = {
  /** Requests a second that were asked for. */
  rate: number;
  /** Requests that were to be sent. */
  planned: number;
  /** Results that the scenario reported. */
  results: number;
  /** Requests that k6 counted itself. */
  sent: number;
  dropped: number;
  vus: { most: number; used: number };
  /** Lines of k6's output that could not be read. */
  unreadable: number;
  firstUnreadable: string | null;
  ended: 'itself' | 'timeLimit' | 'aborted';
  /** Null when a signal ended it. */
  exitCode: number | null;
  /** k6's last words. */
  stderr: string;
  /** CPU seconds a second that k6 used; null when that could not be read. */
  cpu: number | null;
  cores: number;
  limited: number;
  /** Answers with status 401 or 403. */
  unauthorised: number;
  /** Answers by channel that load was meant for. */
  answers: { channel: string; count: number }[];
};

/** Below this many answers there is not one past the 95th percentile. */
export const FEWEST_ANSWERS = 20;

/** Of all cores: above it k6 waits for CPU, and that wait looks like the target's. */
export const MOST_CPU = 0.8;

/** Reasons why the numbers of a run are not the target's, each with what to do. Empty: they can be believed. */
export function health(facts: Facts): string[] {
  return [...howItEnded(facts), ...whatIsMissing(facts), ...howItWasPressed(facts), ...whatTheTargetRefused(facts)];
}

function howItEnded({ ended, exitCode, stderr }: Facts): string[] {
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
  if (facts.ended !== 'itself') return reasons;
  if (facts.sent !== facts.results) {
    reasons.push(
      `k6 sent ${facts.sent} requests but ${facts.results} results came out of it: some were cut off; run it again`,
    );
  }
  // One less is k6's clock: the last request is due at the very end.
  const missing = facts.planned - 1 - facts.sent - facts.dropped;
  if (missing > 0)
    reasons.push(`k6 sent ${facts.sent} of ${facts.planned} requests: the rate was not kept; lower --rate`);
  return reasons;
}

function howItWasPressed(facts: Facts): string[] {
  const reasons: string[] = [];
  if (facts.dropped > 0) {
    const cause =
      facts.vus.used >= facts.vus.most
        ? `all ${facts.vus.most} virtual users were waiting for answers`
        : 'no virtual user was ready in time';
    reasons.push(
      `k6 dropped ${facts.dropped} of ${facts.planned} requests (dropped_iterations) because ${cause}: ${facts.rate}/s was not kept, and slow answers are under-counted; lower --rate`,
    );
  }
  if (facts.cpu !== null && facts.cpu > MOST_CPU * facts.cores) {
    reasons.push(
      `k6 used ${facts.cpu.toFixed(1)} of ${facts.cores} cores: its own waits are in the latencies; lower --rate or use a larger machine`,
    );
  }
  return reasons;
}

function whatTheTargetRefused(facts: Facts): string[] {
  const reasons: string[] = [];
  const total = facts.answers.reduce((sum, { count }) => sum + count, 0);
  if (facts.limited > 0) {
    reasons.push(`target rate-limited ${facts.limited} of ${facts.results} requests (429); lower --rate`);
  }
  if (total > 0 && facts.unauthorised === total) {
    reasons.push(`the target refused every one of ${total} requests with 401 or 403: check the token in the profile`);
  }
  for (const { channel, count } of facts.answers) {
    if (count >= FEWEST_ANSWERS) continue;
    reasons.push(
      `${channel} has ${count} answers, too few for percentiles (${FEWEST_ANSWERS} are needed); raise --duration or --rate, within the profile's limits`,
    );
  }
  return reasons;
}
