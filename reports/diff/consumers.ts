import { list, plural, shortLine } from '../text.ts';
import type { Diff } from './result.ts';

type Broken = Diff['consumers']['broken'][number];
type Reason = Broken['reasons'][number];

/** One consumer with all of its interactions that break, waived ones last. */
export type BrokenConsumer = { consumer: string; source: string; open: Broken[]; waived: Broken[] };

/** Whom the new document breaks, consumer by consumer: those first whose break nobody has waived. */
export const brokenConsumers = ({ consumers }: Pick<Diff, 'consumers'>): BrokenConsumer[] => {
  const groups = Map.groupBy(consumers.broken, ({ consumer, source }) => JSON.stringify([consumer, source]));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const { consumer, source } = first;
      return [
        { consumer, source, open: group.filter((one) => !one.waived), waived: group.filter((one) => one.waived) },
      ];
    })
    .toSorted((one, other) => Number(one.open.length === 0) - Number(other.open.length === 0));
};

/** "consumer web breaks by 3 interactions"; empty when none does, or all of it is waived. */
export const breaksInWords = (diff: Pick<Diff, 'consumers'>): string => {
  const groups = brokenConsumers(diff).filter(({ open }) => open.length > 0);
  const count = groups.reduce((sum, { open }) => sum + open.length, 0);
  const names = [...new Set(groups.map(({ consumer }) => shortLine(consumer, 100)))];
  if (names.length === 0) return '';
  const who =
    names.length > 5 ? `${names.length} consumers break` : `${list(names)} ${names.length === 1 ? 'breaks' : 'break'}`;
  return `${who} by ${plural(count, 'interaction')}`;
};

/** "request.body.cc[].email must NOT have more than 100 characters" */
export const reasonInWords = ({ place, text, changes }: Reason): string =>
  shortLine(`${place} ${text}${changes.length === 0 ? ' (no change of the document explains it)' : ''}`);

/** What became of the pacts that were given, and what of any pact could not be judged. */
export const pactsInWords = ({ consumers: { builtIn, pacts } }: Pick<Diff, 'consumers'>): string[] =>
  pacts.flatMap((pact) => {
    const name = `${shortLine(pact.consumer, 100)} (${shortLine(pact.source, 200)})`;
    const [first] = pact.unclear;
    return [
      ...(builtIn ? [] : [`${name}: ${heldInWords(pact)}`]),
      ...(first === undefined
        ? []
        : [`${name}: ${plural(pact.unclear.length, 'interaction')} could not be judged: ${shortLine(first.why, 200)}`]),
    ];
  });

const heldInWords = ({ compared, elsewhere, messages }: Diff['consumers']['pacts'][number]): string => {
  const left = [
    ...(elsewhere > 0 ? [`${plural(elsewhere, 'interaction')} with paths that neither document has`] : []),
    ...(messages > 0 ? [`${plural(messages, 'message')}, of which OpenAPI does not speak`] : []),
  ];
  const held = `${plural(compared, 'interaction')} held against both documents`;
  return left.length === 0 ? held : `${held}; left out: ${list(left)}`;
};

/** Consumers that a change breaks, and by how many interactions: "web by 3 interactions". */
export const brokenBy = ({ consumers }: Pick<Diff, 'consumers'>, id: string): string[] => {
  const broken = consumers.broken.filter(({ reasons }) => reasons.some(({ changes }) => changes.includes(id)));
  return [...Map.groupBy(broken, ({ consumer }) => consumer)].map(
    ([consumer, all]) => `${shortLine(consumer, 100)} by ${plural(all.length, 'interaction')}`,
  );
};
