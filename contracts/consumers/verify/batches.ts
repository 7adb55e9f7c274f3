import type { Broker } from '../broker.ts';
import type { Publication } from './job.ts';
import type { Step, VerificationPlan } from './plan.ts';

/** Where results are published, and as what. */
export type Publishing = { broker: Broker; publication: Publication };

/** Interactions that the Verifier takes in one go, with or without publishing what it comes to. */
export type Batch = { steps: Step[]; publishing: (Publishing & { consumers: string[] }) | null };

/**
 * All steps in at most two batches. The Verifier publishes a pact as a whole, so a consumer with an interaction that is not
 * sent is verified, and not published: nobody may take half of a pact for all of it. Nor is anything published for which
 * the profile leaves too few requests. Gives the consumers that are `incomplete`, too, where results are to be published.
 */
export function batchesOf(
  { steps, left }: VerificationPlan,
  publishing: Publishing | undefined,
  requests: number,
): { batches: Batch[]; incomplete: string[] } {
  if (publishing === undefined)
    return { batches: steps.length === 0 ? [] : [{ steps, publishing: null }], incomplete: [] };
  const unsent = requests < steps.length ? steps.map(({ about }) => about) : left;
  const incomplete = new Set(unsent.map(({ consumer }) => consumer));
  const isWhole = ({ about: { consumer } }: Step) => !incomplete.has(consumer);
  const whole = steps.filter(isWhole);
  const consumers = [...new Set(whole.map(({ about }) => about.consumer))];
  const batches = [
    { steps: whole, publishing: { ...publishing, consumers } },
    { steps: steps.filter((step) => !isWhole(step)), publishing: null },
  ];
  return { batches: batches.filter((batch) => batch.steps.length > 0), incomplete: [...incomplete] };
}
