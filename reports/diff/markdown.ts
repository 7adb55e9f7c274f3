import type { Change } from '../../contracts/diff/change.ts';
import { code, prose } from '../summary/markdown.ts';
import { list, plural } from '../text.ts';
import { waiverInWords } from '../view/waivers.ts';
import { subjectsInWords, targetsInWords, toldOf } from './behaviour.ts';
import { type BrokenConsumer, brokenBy, brokenConsumers, pactsInWords, reasonInWords } from './consumers.ts';
import type { Diff } from './result.ts';
import { headline, linesInWords, operationsInWords, weightOf, witnessInWords } from './words.ts';

/** Changes that fit in a comment (64 kB) with all that is said of each. */
const most = 40;

/** Interactions of a consumer that are shown; the rest is counted. */
const mostShown = 5;

/** What changed between two documents, for the summary of a job or a comment. */
export const markdown = (diff: Diff): string => {
  const { sign, sentence } = headline(diff);
  const more = diff.open.length - most;
  const harmless = diff.changes.filter(({ kind, id }) => kind === 'nobody' && !diff.open.some((one) => one.id === id));
  const standing = (wanted: string) =>
    diff.waivers.filter((one) => one.standing === wanted).map(({ waiver }) => waiver);
  return [
    `## ${sign} ${prose(sentence)}`,
    ...diff.open.slice(0, most).map((change) => item(diff, change)),
    ...(more > 0 ? [`… and ${plural(more, 'change')} more.`] : []),
    ...section('On the targets', diff.behaviour === null ? [] : behaviourItems(diff, diff.behaviour)),
    ...section('Consumers that break', brokenConsumers(diff).slice(0, most).map(consumerItem)),
    ...section(
      'Waived',
      diff.waived
        .slice(0, most)
        .map(({ sentence: what, waiver }) => `- ${prose(what)}: ${prose(waiverInWords(waiver))}`),
    ),
    ...section(
      'Hurts nobody',
      harmless.slice(0, most).map((change) => `- ${prose(change.sentence)}`),
    ),
    ...section(
      'Waivers that have expired',
      standing('expired').map(({ change, owner, expires }) => `- ${code(change)} (${prose(owner)}, until ${expires})`),
    ),
    ...section(
      'Waivers that nothing here needs',
      standing('idle').map(({ change }) => `- ${code(change)}`),
    ),
    ...section(
      'Pacts',
      pactsInWords(diff)
        .slice(0, most)
        .map((line) => `- ${prose(line)}`),
    ),
    '',
  ].join('\n\n');
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];

const item = (diff: Diff, change: Change): string => {
  const { hurts, texts } = change;
  const breaks = brokenBy(diff, change.id);
  const where = operationsInWords(change);
  return [
    `- **${weightOf(change)}**: ${prose(change.sentence)} (${linesInWords(change)})<br>${code(change.id)}`,
    ...(where === '' ? [] : [`  - ${prose(where)}`]),
    ...hurts.map(({ witness }) => {
      const { what, shows } = witnessInWords(witness);
      return `  - ${code(what)} ${shows}`;
    }),
    ...(texts === null ? [] : [`  - old: ${quoted(texts.old)}`, `  - new: ${quoted(texts.new)}`]),
    ...(breaks.length === 0 ? [] : [`  - breaks ${prose(list(breaks))}`]),
  ].join('\n');
};

const behaviourItems = (diff: Diff, behaviour: Diff['behaviour'] & {}): string[] => [
  `${prose(targetsInWords(behaviour))}\n`,
  ...toldOf(diff)
    .slice(0, most)
    .map(({ finding, subjects, says }) => `- **${finding}**: ${prose(subjectsInWords(subjects))}<br>${prose(says)}`),
];

const consumerItem = ({ consumer, source, open, waived }: BrokenConsumer): string => {
  const all = [...open, ...waived];
  const still = waived.length === 0 ? '' : `, ${waived.length} of them by what is waived`;
  return [
    `- **${prose(consumer)}** (${prose(source)}): ${plural(all.length, 'interaction')}${still}`,
    ...all
      .slice(0, mostShown)
      .map(
        ({ interaction, reasons }) =>
          `  - ${prose(interaction)}: ${code(reasons.slice(0, 3).map(reasonInWords).join('; '))}`,
      ),
    ...(all.length > mostShown ? [`  - … and ${plural(all.length - mostShown, 'interaction')} more`] : []),
  ].join('\n');
};

const quoted = (one: string | null): string => (one === null ? '–' : prose(one, 600));
