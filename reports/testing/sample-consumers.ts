import { type ConsumerResult, outcomes } from '../../contracts/consumers/verify/result.ts';
import type { RunEvent } from '../record/events.ts';

/** One interaction of each outcome, and each text in it as given. */
export const sampleConsumers = (
  text: string,
  reason: string,
  exchange: string | null,
): Extract<RunEvent, { type: 'consumer' }>[] =>
  outcomes.map((outcome, at): { type: 'consumer'; consumer: ConsumerResult } => ({
    type: 'consumer',
    consumer: {
      id: `consumer: ${at + 1}`,
      consumer: text,
      provider: text,
      source: text,
      description: text,
      states: [text, text],
      outcome,
      reason,
      exchange: outcome === 'failed' ? exchange : null,
    },
  }));
