import type { Change } from '../../contracts/diff/change.ts';
import { code, prose } from '../summary/markdown.ts';
import { plural } from '../text.ts';
import { type Diff, headline, linesInWords, partiesOf, witnessInWords } from './words.ts';

/** Changes that fit in a comment (64 kB) with all that is said of each. */
const most = 40;

/** What changed between two documents, for the summary of a job or a comment. */
export const markdown = (diff: Diff): string => {
  const { sign, sentence } = headline(diff);
  const more = diff.open.length - most;
  const harmless = diff.changes.filter(({ kind }) => kind === 'nobody').map((change) => `- ${prose(change.sentence)}`);
  return [
    `## ${sign} ${prose(sentence)}`,
    ...diff.open.slice(0, most).map(item),
    ...(more > 0 ? [`… and ${plural(more, 'change')} more.`] : []),
    ...section(
      'Accepted',
      diff.accepted.map(({ sentence: what, why }) => `- ${prose(what)}: ${prose(why)}`),
    ),
    ...section('Hurts nobody', harmless.slice(0, most)),
    ...section(
      'Accepted, but not changed',
      diff.idle.map(({ id }) => `- ${code(id)}`),
    ),
    '',
  ].join('\n\n');
};

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];

const item = (change: Change): string => {
  const { hurts, texts } = change;
  const whom = hurts.length === 0 ? 'review' : partiesOf(hurts).join(', ');
  return [
    `- **${whom}**: ${prose(change.sentence)} (${linesInWords(change)})<br>${code(change.id)}`,
    ...hurts.map(({ witness }) => {
      const { what, shows } = witnessInWords(witness);
      return `  - ${code(what)} ${shows}`;
    }),
    ...(texts === null ? [] : [`  - old: ${quoted(texts.old)}`, `  - new: ${quoted(texts.new)}`]),
  ].join('\n');
};

const quoted = (one: string | null): string => (one === null ? '–' : prose(one, 600));
