import type { Recorded } from '../target/evidence.ts';
import { field } from '../target/exchange.ts';
import { named, type Reading, read } from '../verdicts/answer.ts';

/** What a target did with one request, each time that it was sent. */
export type Outcome = { kind: 'accepted' | 'refused'; said: string } | { kind: 'unknown'; why: string };

/** Past these (bytes), a target may refuse for limits of its own. */
const usual = { body: 64 << 10, head: 8 << 10 };

/** What all the times of one request come to; `isKnown` says whether a document has such an answer for a success. */
export function outcomeOf(exchanges: readonly Recorded[], isKnown: (reading: Reading) => boolean): Outcome {
  const outcomes = exchanges.map((one) => outcomeOfOne(one, isKnown));
  const [first, ...others] = outcomes;
  if (first === undefined) return { kind: 'unknown', why: 'it was not sent' };
  const other = others.find(({ kind }) => kind !== first.kind);
  if (other === undefined) return first;
  return { kind: 'unknown', why: `the same request was answered in two ways: ${said(first)}, then ${said(other)}` };
}

function said(outcome: Outcome): string {
  return outcome.kind === 'unknown' ? outcome.why : outcome.said;
}

function outcomeOfOne({ request, answer }: Recorded, isKnown: (reading: Reading) => boolean): Outcome {
  if (answer.kind === 'none') return { kind: 'unknown', why: answer.reason };
  const reading = read(answer);
  const { status } = reading;
  const words = named(reading);
  if (status >= 200 && status < 300)
    return isKnown(reading)
      ? { kind: 'accepted', said: words }
      : { kind: 'unknown', why: `the answer (${words}) is of a media type that neither document has for it` };
  if (status === 429 || status === 503) return { kind: 'unknown', why: `the target asks to come later (${words})` };
  if (status >= 500) return { kind: 'unknown', why: `the target failed (${words})` };
  if (status < 400)
    return { kind: 'unknown', why: `the target redirects to ${field(answer.headers, 'location') ?? 'nowhere'}` };
  const head = request.url.length + request.headers.flat().join('').length;
  if (request.body.bytes > usual.body || head > usual.head)
    return { kind: 'unknown', why: `a request as long as this may be refused for its length alone (${words})` };
  return { kind: 'refused', said: words };
}
