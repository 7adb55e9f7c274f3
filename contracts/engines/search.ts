import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { bodiesFor } from '../cases/draw.ts';
import type { Json } from '../clauses/json.ts';
import type { Recorded } from '../target/evidence.ts';
import type { Answer, NoAnswer } from '../target/exchange.ts';
import { bodyBytes } from '../target/resolve.ts';
import type { EngineContext, Planned } from './engine.ts';

/** A target that refuses everything is not searched for the smallest thing that it refuses. */
const mostShrinking = 40;

/**
 * Draws the bodies of one case and sends each; when one is answered the other way, looks for the smallest such body. The
 * seed decides what is drawn, and what was answered in an earlier part of the run is not sent again.
 */
export async function search(planned: Planned, { contract, gate, signal, seed, before }: EngineContext): Promise<void> {
  const { case: one, entry, thread, message } = planned;
  if (one.request.body.kind !== 'drawn') throw new TypeError(`${one.id} has a body of its own`);
  const { values } = one.request.body;
  const known = new Map(
    before.filter((each) => isOf(each, planned)).map((each) => [each.request.body.text, each.answer]),
  );
  let sent = 0;
  let failed = 0;
  const isExpected = async (value: Json): Promise<boolean> => {
    if (signal.aborted || failed > mostShrinking) return true;
    const body = bodyBytes(value, one, entry, gate.target);
    const earlier = known.get(body.toString());
    const answer: Pick<Answer, 'kind' | 'status'> | Pick<NoAnswer, 'kind'> =
      earlier ??
      (await gate.send({ case: one, engine: 'probe', entry, round: sent }, thread, { ...message, body })).answer;
    sent += 1;
    if (failed > 0 || !asExpected(answer, one.expectation.kind)) failed += 1;
    return asExpected(answer, one.expectation.kind);
  };
  const bodies = bodiesFor(contract, one, { attachments: gate.target.attachmentUrl !== undefined });
  await fc.check(fc.asyncProperty(bodies, isExpected), { seed: seedOf(seed, one.id), numRuns: values });
}

/** Only to guide the search: what an answer means is the judge's to say. What is no answer guides nowhere. */
function asExpected(
  answer: Pick<Answer, 'kind' | 'status'> | Pick<NoAnswer, 'kind'>,
  expected: 'success' | 'refusal',
): boolean {
  if (answer.kind === 'none' || answer.status === 429 || answer.status === 503) return true;
  const wentOut = answer.status >= 200 && answer.status < 300;
  return wentOut === (expected === 'success');
}

function isOf(recorded: Recorded, { case: one, entry }: Planned): boolean {
  return (
    recorded.engine === 'probe' &&
    recorded.case === one.id &&
    recorded.entry === entry &&
    recorded.answer.kind === 'answer'
  );
}

/** A seed of its own for each case, or all would draw alike. */
function seedOf(seed: number, id: string): number {
  return seed ^ createHash('sha256').update(id).digest().readInt32BE();
}
