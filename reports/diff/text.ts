import type { Change } from '../../contracts/diff/change.ts';
import { legible, oneLine, plural, shortLine } from '../text.ts';
import { type Diff, headline, linesInWords, partiesOf, witnessInWords } from './words.ts';

/** How words are made to stand out, where they are shown in colour. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  green(text: string): string;
  yellow(text: string): string;
}

/** What changed between two documents, for a terminal. */
export const text = (diff: Diff, paint: Paint): string => {
  const { sign, sentence } = headline(diff);
  const loud = sign === '✓' ? paint.green : paint.red;
  const harmless = diff.changes.filter(({ kind }) => kind === 'nobody');
  return [
    loud(paint.bold(`${sign} ${sentence}`)),
    ...diff.open.flatMap((change) => ['', ...block(change, paint)]),
    ...(diff.accepted.length > 0 ? ['', paint.bold('Accepted')] : []),
    ...diff.accepted.map((change) => `  ${shortLine(change.sentence)}: ${shortLine(change.why)}`),
    ...(harmless.length > 0 ? ['', paint.bold('Hurts nobody')] : []),
    ...harmless.map((change) => `  ${shortLine(change.sentence)}`),
    ...(diff.idle.length > 0
      ? ['', paint.yellow(`${plural(diff.idle.length, 'acceptance')} of what has not changed`)]
      : []),
    ...diff.idle.map(({ id }) => `  ${shortLine(id)}`),
    '',
  ].join('\n');
};

const block = (change: Change, paint: Paint): string[] => {
  const { hurts, texts } = change;
  const whom = hurts.length === 0 ? paint.yellow('review') : paint.red(partiesOf(hurts).join(', '));
  return [
    `${whom}  ${shortLine(change.sentence)}`,
    paint.dim(`  ${oneLine(legible(change.id))}`),
    paint.dim(`  ${linesInWords(change)}`),
    ...hurts.flatMap(({ witness }) => {
      const { what, shows } = witnessInWords(witness);
      return [`  ${what}`, paint.dim(`    ${shows}`)];
    }),
    ...(texts === null ? [] : [`  old  ${shown(texts.old)}`, `  new  ${shown(texts.new)}`]),
  ];
};

const shown = (one: string | null): string => (one === null ? '–' : shortLine(one));
