import { type Measurement, totals } from './measurement.ts';
import type { Reason } from './reason.ts';
import type { Finding } from './sample.ts';
import { CLOSED_WHILE_IDLE } from './scenarios/judge.ts';
import { CHANNELS, type Channel } from './scenarios/settings.ts';
import { countOf, spansOf } from './series.ts';
import type { Span } from './span.ts';

/**
 * RFC 9112, 9.5: a connection may be closed at any time, also just when an idle one is used again. Up to this share of
 * requests that is nobody's fault.
 */
const MOST_CLOSED = 0.002;

/** A part of a run, in seconds since its start. */
export type Part = { start: number; seconds: number };

/** Statuses by which a server, or what stands before it, says that it has too much to do. */
const TOO_MUCH: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/**
 * What was wrong with single answers. Answers with 429 are no finding: they say that the load was not wanted, and make
 * the result invalid. Nor are refusals of the token on every request: those are the profile's. Nor is it one that a target
 * turns requests away in parts of a run that were meant to be too much for it.
 */
export function findingsOf(
  measurement: Measurement,
  ids: { checked: number; count: number; first: string | null },
  overloaded: readonly Part[] = [],
): Finding[] {
  const found = CHANNELS.flatMap((channel) => [
    ...(isSetUp(measurement) ? [] : errors(measurement, channel, overloaded)),
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

function countIn(measurement: Measurement, channel: string, outcomes?: readonly string[]): number {
  const isWanted = (span: Span) => span.channel === channel && (outcomes?.includes(span.outcome) ?? true);
  return countOf(spansOf(measurement, {}, isWanted));
}

function closedWhileIdle(measurement: Measurement, channel: string): { count: number; excused: number } {
  const count = reasonsOf(measurement, channel, ['none'])
    .filter(({ why }) => why === CLOSED_WHILE_IDLE)
    .reduce((sum, reason) => sum + reason.count, 0);
  return { count, excused: count <= MOST_CLOSED * countIn(measurement, channel) ? count : 0 };
}

/** Requests that the target turned away in parts that were too much for it, in words; null when there are none. */
export function turnedAway(measurement: Measurement, overloaded: readonly Part[]): string | null {
  const count = CHANNELS.reduce((sum, channel) => sum + tooMuch(measurement, channel, overloaded), 0);
  if (count === 0) return null;
  return `${count} requests were turned away or not answered at rates that are more than the target can do: they count as failed, and are no finding`;
}

function tooMuch(measurement: Measurement, channel: string, overloaded: readonly Part[]): number {
  const isTurnedAway = (span: Span) =>
    span.channel === channel && (span.outcome === 'none' || TOO_MUCH.has(span.status));
  return overloaded
    .map(({ start, seconds }) => countOf(spansOf(measurement, { from: start, to: start + seconds }, isTurnedAway)))
    .reduce((sum, count) => sum + count, 0);
}

function errors(measurement: Measurement, channel: string, overloaded: readonly Part[]): Finding[] {
  const requests = countIn(measurement, channel);
  const { excused: closed } = closedWhileIdle(measurement, channel);
  const excess = tooMuch(measurement, channel, overloaded);
  const count = countIn(measurement, channel, ['none', 'status']) - closed - excess;
  if (count <= 0) return [];
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
  const count = countIn(measurement, channel, [outcome]);
  if (count === 0) return [];
  const text = `${channel}: ${count} ${what} (${percent(count, countIn(measurement, channel))})`;
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
