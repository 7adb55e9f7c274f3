import type { Annotation } from '../annotations/annotation.ts';
import { list } from '../text.ts';
import { brokenBy, reasonInWords } from './consumers.ts';
import type { Diff } from './result.ts';
import { partiesOf, witnessInWords } from './words.ts';

type Told = Pick<Diff, 'open' | 'consumers'>;
type Change = Diff['open'][number];

/**
 * What nobody has accepted, at the line of the new document. `linesOf` tells, for pointers into the new document, the line
 * of what stands there, or of the nearest thing around it: what was taken away is said where it was.
 */
export const annotationsOfDiff = (
  diff: Told,
  linesOf: (pointers: readonly string[]) => ReadonlyMap<string, number>,
): Annotation[] => {
  const gone = diff.open.flatMap(({ line, pointer }) =>
    line.new === null && pointer.old !== null ? [pointer.old] : [],
  );
  const lines = linesOf(gone);
  return [
    ...diff.open.map((change) => ({
      level: change.kind === 'review' ? ('warning' as const) : ('error' as const),
      line: change.line.new ?? lines.get(change.pointer.old ?? '') ?? 1,
      title: titleOf(change),
      message: messageOf(diff, change),
      rule: change.name,
      identity: ['diff', change.id],
    })),
    ...unexplained(diff),
  ];
};

const titleOf = ({ kind, hurts }: Change): string => {
  if (hurts.length > 0) return `This hurts ${list(partiesOf(hurts))}`;
  return kind === 'review' ? 'A person must read this' : 'This breaks a consumer';
};

const messageOf = (diff: Told, { id, sentence, hurts: [first] }: Change): string => {
  const consumers = brokenBy(diff, id);
  const breaks = consumers.length > 0 ? `. It breaks ${list(consumers)}` : '';
  if (first === undefined) return `${sentence}${breaks}`;
  const { what, shows } = witnessInWords(first.witness);
  return `${sentence}${breaks}. ${what} (${shows})`;
};

/** Consumers that break by nothing that has a line of its own. */
const unexplained = ({ consumers }: Told): Annotation[] =>
  consumers.broken
    .filter(({ waived, reasons }) => !waived && reasons.every(({ changes }) => changes.length === 0))
    .map(({ consumer, interaction, reasons }) => ({
      level: 'error',
      line: 1,
      title: `Consumer ${consumer} breaks`,
      message: `${interaction}: ${list(reasons.map(reasonInWords))}`,
      rule: 'consumer',
      identity: ['consumer', consumer, interaction],
    }));
