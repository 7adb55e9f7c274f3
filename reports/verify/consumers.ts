import { type ConsumerResult, isOfConsumer } from '../../contracts/consumers/verify/result.ts';
import { names } from '../attestation/names.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, check } from './check.ts';

const where = `${names.record}/consumers`;
const hint = 'Do not rely on what this record says of consumers: verify their pacts again.';

/**
 * Whether what is said of consumers stands on exchanges of their interactions. The word itself is the Verifier's, who was
 * there: without the pacts nobody can give it again.
 */
export const consumersCheck = ({ exchanges }: RunRecord, consumers: readonly ConsumerResult[]): Check => {
  const byId = new Map(exchanges.map((one) => [one.id, one]));
  const ids = new Set(consumers.map(({ id }) => id));
  const wrong = [
    ...consumers.flatMap((one) => wrongWith(one, one.exchange === null ? undefined : byId.get(one.exchange))),
    ...exchanges
      .filter((one) => isOfConsumer(one) && !ids.has(one.case))
      .map(({ id, case: of }) => `the exchange ${id} is of no interaction of the record: ${of}`),
    ...(ids.size === consumers.length ? [] : ['two interactions have one id']),
  ];
  const says = `${consumers.length} interactions, those that were sent with their exchanges; the word is the Verifier's`;
  return check(
    'consumers',
    says,
    wrong.map((what) => ({ what, where, hint })),
  );
};

const wrongWith = (
  { id, outcome, exchange }: ConsumerResult,
  found: RunRecord['exchanges'][number] | undefined,
): string[] => {
  const isDecided = outcome === 'passed' || outcome === 'failed' || outcome === 'unpromised';
  if (exchange === null) return isDecided ? [`the interaction ${id} is "${outcome}" without an exchange`] : [];
  if (found === undefined) return [`the exchange ${exchange} of the interaction ${id} is not there`];
  if (found.case !== id) return [`the exchange ${exchange} is not of the interaction ${id}`];
  return isDecided && found.answer.kind === 'none' ? [`the interaction ${id} is "${outcome}" without an answer`] : [];
};
