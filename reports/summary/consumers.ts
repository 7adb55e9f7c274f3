import { byConsumer, consumersLead, interactionReason, interactionTitle, interactionWords } from '../view/consumers.ts';
import type { View } from '../view/index.ts';
import { outcomeWords } from '../view/words.ts';
import { block, oneCell } from './markdown.ts';
import { section } from './sections.ts';

/** Exchanges past this number are in report.html. */
const shown = 5;

/** What pacts of consumers expect, and what came of it: the broken ones first, with a command line that shows it again. */
export const consumersSection = ({ record, find }: View): string => {
  const all = byConsumer(record).flatMap(([, results]) => results);
  const table = section(
    'Consumers',
    ['', 'consumer', 'interaction', 'what came'],
    all.map((one) => [
      outcomeWords[interactionWords(one).sign].sign,
      oneCell(one.consumer),
      oneCell(interactionTitle(one)),
      oneCell(interactionReason(one)),
    ]),
  );
  if (table === '') return '';
  const broken = all.filter(({ outcome }) => outcome === 'failed').slice(0, shown);
  const again = broken.flatMap(({ exchange }) => find.exchange(exchange) ?? []).map(({ curl }) => block(curl, 'sh'));
  return [table.replace('\n\n', `\n\n${consumersLead}\n\n`), ...again].join('\n\n');
};
