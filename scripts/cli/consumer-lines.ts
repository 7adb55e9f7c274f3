import type { RunRecord } from '../../reports/record/record.ts';
import { type Paint, shortLine } from '../../reports/text.ts';
import { byConsumer, interactionTitle } from '../../reports/view/consumers.ts';

/** Lines that fit on one screen. */
const mostShown = 10;

/** Consumers that the target breaks: apart from clauses, as their pacts are not the contract. */
export function consumerLines(record: RunRecord, colors: Pick<Paint, 'red' | 'dim'>): string[] {
  const broken = byConsumer(record).flatMap(([, results]) => results.filter(({ outcome }) => outcome === 'failed'));
  const more = broken.length > mostShown ? [`  … and ${broken.length - mostShown} more interactions of consumers`] : [];
  const shown = broken
    .slice(0, mostShown)
    .map(
      (one) =>
        `  ${colors.red('✕')} ${shortLine(one.consumer)} is broken: ${shortLine(interactionTitle(one))}\n    ${colors.dim(shortLine(one.reason))}`,
    );
  return [...shown, ...more];
}

/** What became of the interactions of each consumer. */
export function consumerNumbers(record: RunRecord): string[] {
  return byConsumer(record).map(([consumer, results], at) => {
    const counts = [...Map.groupBy(results, ({ outcome }) => outcome)].map(
      ([outcome, of]) => `${of.length} ${outcome}`,
    );
    return `  ${at === 0 ? 'pacts' : '     '}    ${shortLine(consumer)}: ${counts.join(', ')}`;
  });
}
