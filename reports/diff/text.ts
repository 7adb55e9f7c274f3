import type { Change } from '../../contracts/diff/change.ts';
import { legible, list, oneLine, type Paint, plural, shortLine } from '../text.ts';
import { waiverInWords } from '../view/waivers.ts';
import { subjectsInWords, targetsInWords, toldOf } from './behaviour.ts';
import { type BrokenConsumer, brokenBy, brokenConsumers, pactsInWords, reasonInWords } from './consumers.ts';
import type { Diff } from './result.ts';
import { headline, linesInWords, operationsInWords, weightOf, witnessInWords } from './words.ts';

/** Changes of one kind that are shown; the rest is counted. Whoever reads these reads no more of them. */
const most = 40;

/** Interactions of a consumer that are shown; the rest is counted. */
const mostShown = 5;

/** What changed between two documents, for a terminal. */
export const text = (diff: Diff, paint: Paint): string => {
  const { sign, sentence } = headline(diff);
  const loud = { '✓': paint.green, '✕': paint.red, '?': paint.yellow }[sign];
  const harmless = diff.changes.filter(({ kind, id }) => kind === 'nobody' && !diff.open.some((one) => one.id === id));
  const standing = (wanted: string) =>
    diff.waivers.filter((one) => one.standing === wanted).map(({ waiver }) => waiver);
  const [first] = diff.toWaive;
  return [
    loud(paint.bold(`${sign} ${sentence}`)),
    ...[...Map.groupBy(diff.open, weightOf)].flatMap(([weight, changes]) => [
      ...changes.slice(0, most).flatMap((change) => ['', ...block(diff, change, paint)]),
      ...(changes.length > most ? ['', `… and ${more(changes.length - most)} (${weight})`] : []),
    ]),
    ...section(paint.bold('On the targets'), diff.behaviour === null ? [] : behaviourLines(diff, diff.behaviour)),
    ...section(paint.bold('Consumers that break'), brokenConsumers(diff).flatMap(consumerLines)),
    ...section(
      paint.bold('Waived'),
      atMost(diff.waived.map(({ sentence: what, waiver }) => `${shortLine(what)}: ${waiverInWords(waiver)}`)),
    ),
    ...section(paint.bold('Hurts nobody'), atMost(harmless.map((change) => shortLine(change.sentence)))),
    ...section(
      paint.yellow('Waivers that have expired'),
      standing('expired').map(
        ({ change, owner, expires }) => `${shortLine(change)} (${shortLine(owner)}, until ${expires})`,
      ),
    ),
    ...section(
      paint.yellow('Waivers that nothing here needs'),
      standing('idle').map(({ change, sentence: what }) => `${shortLine(change)}: ${shortLine(what)}`),
    ),
    ...section(paint.bold('Pacts'), pactsInWords(diff)),
    ...section(
      paint.dim('To take a change, fill in a waiver for --waivers (all of them: "toWaive" of --json)'),
      first === undefined ? [] : [paint.dim(JSON.stringify(first))],
    ),
    '',
  ].join('\n');
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];

const more = (count: number): string => `${plural(count, 'change')} more, all of them in --json`;

const atMost = (lines: readonly string[]): readonly string[] =>
  lines.length > most ? [...lines.slice(0, most), `… and ${more(lines.length - most)}`] : lines;

const behaviourLines = (diff: Diff, behaviour: Diff['behaviour'] & {}): string[] => [
  targetsInWords(behaviour),
  ...toldOf(diff).flatMap(({ finding, subjects, says }) => [
    `${finding.padEnd(12)} ${subjectsInWords(subjects)}`,
    `${' '.repeat(12)} ${says}`,
  ]),
];

const consumerLines = ({ consumer, source, open, waived }: BrokenConsumer): string[] => {
  const counts = [
    ...(open.length > 0 ? [plural(open.length, 'interaction')] : []),
    ...(waived.length > 0 ? [`${plural(waived.length, 'interaction')} by what is waived`] : []),
  ];
  const all = [...open, ...waived];
  return [
    `${shortLine(consumer)} (${shortLine(source)}): ${list(counts)}`,
    ...all
      .slice(0, mostShown)
      .flatMap(({ interaction, reasons }) => [
        `  ${shortLine(interaction)}`,
        ...reasons.slice(0, mostShown).map((reason) => `    ${reasonInWords(reason)}`),
      ]),
    ...(all.length > mostShown ? [`  … and ${plural(all.length - mostShown, 'interaction')} more`] : []),
  ];
};

const block = (diff: Diff, change: Change, paint: Paint): string[] => {
  const { hurts, texts, kind } = change;
  const whom = kind === 'review' ? paint.yellow(weightOf(change)) : paint.red(weightOf(change));
  const breaks = brokenBy(diff, change.id);
  const where = operationsInWords(change);
  return [
    `${whom}  ${shortLine(change.sentence)}`,
    paint.dim(`  ${oneLine(legible(change.id))}`),
    ...(where === '' ? [] : [paint.dim(`  ${where}`)]),
    paint.dim(`  ${linesInWords(change)}`),
    ...hurts.flatMap(({ witness }) => {
      const { what, shows } = witnessInWords(witness);
      return [`  ${what}`, paint.dim(`    ${shows}`)];
    }),
    ...(texts === null ? [] : [`  old  ${shown(texts.old)}`, `  new  ${shown(texts.new)}`]),
    ...(breaks.length === 0 ? [] : [`  breaks ${list(breaks)}`]),
  ];
};

const shown = (one: string | null): string => (one === null ? '–' : shortLine(one));
