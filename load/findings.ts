import { type Measurement, type Reason, totals } from './measurement.ts';
import type { Finding } from './sample.ts';
import { CLOSED_WHILE_IDLE } from './scenarios/judge.ts';
import { CHANNELS, type Channel } from './scenarios/settings.ts';

/**
 * RFC 9112, 9.5: a connection may be closed at any time, also just when an idle one is used again. Up to this share of
 * requests that is nobody's fault.
 */
const MOST_CLOSED = 0.002;

/**
 * What was wrong with single answers. Answers with 429 are no finding: they say that the load was not wanted, and make
 * the result invalid. Nor are refusals of the token on every request: those are the profile's.
 */
export function findingsOf(
  measurement: Measurement,
  ids: { checked: number; count: number; first: string | null },
): Finding[] {
  const found = CHANNELS.flatMap((channel) => [
    ...(isSetUp(measurement) ? [] : errors(measurement, channel)),
    ...wrong(measurement, channel, 'wrong-answers', 'wrong', 'answers with 200 were against the contract'),
    ...wrong(measurement, channel, 'exchanged-answers', 'exchanged', 'answers were those of another channel or thread'),
  ]);
  return [...found, ...repeatedIds(ids)];
}

/** Requests without an answer that stand against nobody, in words; null when there are none. */
export function excused(measurement: Measurement): string | null {
  const closed = CHANNELS.reduce((sum, channel) => sum + closedWhileIdle(measurement, channel).excused, 0);
  if (closed === 0) return null;
  const { requests } = totals(measurement);
  return `${closed} of ${requests} requests met a connection that the target was just closing as idle, which HTTP allows (RFC 9112, 9.5): they count as failed, and are no finding`;
}

/** Every answer refuses the token. */
export function isSetUp({ spans }: Measurement): boolean {
  let answered = 0;
  let unauthorised = 0;
  for (const { channel, outcome, status, count } of spans.values()) {
    if (!isChannel(channel) || outcome === 'none') continue;
    answered += count;
    if (status === 401 || status === 403) unauthorised += count;
  }
  return answered > 0 && answered === unauthorised;
}

function isChannel(name: string): name is Channel {
  return CHANNELS.some((channel) => channel === name);
}

function countOf({ spans }: Measurement, wanted: string, outcomes?: readonly string[]): number {
  let sum = 0;
  for (const { channel, outcome, count } of spans.values()) {
    if (channel === wanted && (outcomes === undefined || outcomes.includes(outcome))) sum += count;
  }
  return sum;
}

function closedWhileIdle(measurement: Measurement, channel: string): { count: number; excused: number } {
  const count = reasonsOf(measurement, channel, ['none'])
    .filter(({ why }) => why === CLOSED_WHILE_IDLE)
    .reduce((sum, reason) => sum + reason.count, 0);
  return { count, excused: count <= MOST_CLOSED * countOf(measurement, channel) ? count : 0 };
}

function errors(measurement: Measurement, channel: string): Finding[] {
  const requests = countOf(measurement, channel);
  const { excused: closed } = closedWhileIdle(measurement, channel);
  const count = countOf(measurement, channel, ['none', 'status']) - closed;
  if (count === 0) return [];
  const reasons = reasonsOf(measurement, channel, ['none', 'status'])
    .filter(({ why }) => closed === 0 || why !== CLOSED_WHILE_IDLE)
    .map(({ why, count: times }) => `${times} × ${why}`);
  const text = `${channel}: ${count} of ${requests} requests had no answer with 200 (${percent(count, requests)}): ${reasons.join(', ')}`;
  return [{ kind: 'errors', channel, text, ...exampleOf(measurement, channel, ['status', 'none']) }];
}

function wrong(
  measurement: Measurement,
  channel: string,
  kind: Finding['kind'],
  outcome: string,
  what: string,
): Finding[] {
  const count = countOf(measurement, channel, [outcome]);
  if (count === 0) return [];
  const text = `${channel}: ${count} ${what} (${percent(count, countOf(measurement, channel))})`;
  return [{ kind, channel, text, ...exampleOf(measurement, channel, [outcome]) }];
}

function repeatedIds({ checked, count, first }: { checked: number; count: number; first: string | null }): Finding[] {
  if (count === 0) return [];
  return [
    {
      kind: 'repeated-ids',
      channel: null,
      text: `${count} of ${checked} messages (${percent(count, checked)}) had an id that was given before`,
      example: `"${first}" was given more than once`,
    },
  ];
}

function reasonsOf({ reasons }: Measurement, channel: string, outcomes: readonly string[]): Reason[] {
  return [...reasons.values()]
    .filter((reason) => reason.channel === channel && outcomes.includes(reason.outcome))
    .sort((a, b) => b.count - a.count);
}

function exampleOf({ examples }: Measurement, channel: string, outcomes: readonly string[]): { example?: string } {
  for (const outcome of outcomes) {
    const example = examples.get(`${channel} ${outcome}`);
    if (example !== undefined) return { example: example.text };
  }
  return {};
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(part / whole < 0.001 ? 3 : 1)} %`;
}
