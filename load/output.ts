import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { OUTCOMES } from './scenarios/result.ts';

/**
 * What comes out of a run of k6, line by line as JSON, about once a second: written by the output extension in
 * `load/k6`, or made from k6's own JSON stream by `stock.ts` where k6 has no extension. Histograms are HdrHistogram V2
 * compressed, base64, in whole microseconds, three significant digits, from 1. All seconds and milliseconds count from
 * the start of the run; a request belongs to the second in which it was due. What has the same key comes again when
 * answers come late: it adds up.
 */
const Count = Type.Integer({ minimum: 0 });
const Milliseconds = Type.Number({ minimum: 0 });

/** Requests that are alike in all that is told of them. */
export const CellSchema = Type.Object({
  sendproof: Type.Literal('cell'),
  second: Count,
  channel: Type.String({ description: 'or "control"' }),
  payload: Type.String(),
  outcome: Type.String(),
  status: Count,
  count: Count,
  latency: Type.String({ description: 'from when each was due to the last byte of its answer; empty without answers' }),
  service: Type.String({ description: 'http_req_duration; empty without answers' }),
});

const Late = Type.Object({
  sendproof: Type.Literal('late'),
  second: Count,
  histogram: Type.String({ description: 'how late k6 started requests, the control left out' }),
});

const Ids = Type.Object({ sendproof: Type.Literal('ids'), ids: Type.Array(Type.String()) });

const Microseconds = Type.Integer({ minimum: -1, description: '-1 without an answer' });

/**
 * One request in whole microseconds: when it was due, its latency from then, and from its send with what it took to have a
 * connection; and an index of `OUTCOMES`.
 */
const SampleSchema = Type.Tuple([
  Type.Integer({ minimum: 0, description: 'due, since the start of the run' }),
  Microseconds,
  Microseconds,
  Type.Integer({ minimum: 0, maximum: OUTCOMES.length - 1 }),
]);

/** Only when asked for: every request by itself, the control left out, at most 2000 in one line. */
const Samples = Type.Object({ sendproof: Type.Literal('samples'), samples: Type.Array(SampleSchema) });

/** Why requests failed: at most 20 reasons in one second, the rest as "other reasons". */
const Reason = Type.Object({
  sendproof: Type.Literal('reason'),
  channel: Type.String(),
  outcome: Type.String(),
  why: Type.String(),
  count: Count,
});

const Example = Type.Object({
  sendproof: Type.Literal('example'),
  channel: Type.String(),
  outcome: Type.String(),
  at: Milliseconds,
  text: Type.String(),
});

/** The slowest answers of 10 ms or more, at most 100 in one line: [due, latency, channel], the control among them. */
const Slow = Type.Object({
  sendproof: Type.Literal('slow'),
  slow: Type.Array(Type.Tuple([Milliseconds, Milliseconds, Type.String()])),
});

/** k6's own count since the last tick, the control left out, and how k6 itself fares. */
const Tick = Type.Object({
  sendproof: Type.Literal('tick'),
  time: Type.Number({ description: 'milliseconds since 1970' }),
  sent: Count,
  dropped: Count,
  vus: Count,
  gc: Type.Union([Milliseconds, Type.Null()], { description: 'pauses since the last tick; null: unknown' }),
});

/** Samples of requests that could not be understood: the script and the output do not fit together. */
const Unreadable = Type.Object({ sendproof: Type.Literal('unreadable'), count: Count, first: Type.String() });

/** The last line of a run that ended by itself. Without it lines are missing. */
const End = Type.Object({ sendproof: Type.Literal('end') });

export const LineSchema = Type.Union([CellSchema, Late, Ids, Samples, Reason, Example, Slow, Tick, Unreadable, End]);
export type Line = Type.Static<typeof LineSchema>;
export type Cell = Type.Static<typeof CellSchema>;
/** `[due, latency, from the send, outcome]` */
export type Sample = Type.Static<typeof SampleSchema>;

const line = Compile(LineSchema);

/** Reads one line; null when it is none of the above. */
export function readOutput(text: string): Line | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return line.Check(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
