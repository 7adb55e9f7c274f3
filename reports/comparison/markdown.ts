import { code, oneCell, prose } from '../summary/markdown.ts';
import { plural, when } from '../text.ts';
import { outcomeWords } from '../view/words.ts';
import { type ClauseChange, type Comparison, type Group, groups } from './comparison.ts';
import { type DemandList, demandLists } from './document-words.ts';
import { fitting } from './fitting.ts';
import { cautions, groupTitle, groupWords, headline, saidInWords } from './words.ts';

/** GitHub takes no page over 1 MiB. In characters, each of which may take three bytes. */
const room = 300_000;

/** Demands of another document that are shown. */
const listed = 50;

/** Cases of one clause that are shown. */
const rows = 20;

/** `changes.md`: what changed, for a comment on a change or the page of a CI job. */
export const markdown = (comparison: Comparison): string => {
  const { sign, sentence } = headline(comparison);
  const { before, after } = comparison;
  const run = ({ target, command, startedAt, result }: Comparison['before']): string =>
    `${prose(command)} of ${prose(target)}, ${prose(when(startedAt))}: ${result}`;
  const clauses = groups.flatMap((group) => comparison[group].map((change) => ({ group, text: section(change) })));
  const { kept, out } = fitting(clauses, ({ text }) => text.length, room);
  return `${[
    `## ${sign === '✓' ? '✅' : '❌'} ${prose(sentence)}`,
    `Before: ${run(before)}\\\nAfter: ${run(after)}`,
    cautions(comparison)
      .map((caution) => `- ${prose(caution)}`)
      .join('\n'),
    ...(comparison.document === null ? [] : demandLists(comparison.document).map(demandSection)),
    ...groups.flatMap((group) => [
      title(comparison, group),
      ...kept.filter((one) => one.group === group).map(({ text }) => text),
    ]),
    out > 0 ? `**${plural(out, 'more clause')} left out here**: see changes.json.` : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

const demandSection = ({ title: words, sign, items }: DemandList): string => {
  const rest = items.length - listed;
  const lines = items.slice(0, listed).map(({ clause, text }) => `- ${prose(text)} ${code(clause)}`);
  const left = rest > 0 ? [`- …and ${plural(rest, 'more clause')}, see changes.json.`] : [];
  return [`### ${prose(`${sign} ${words}`)}`, '', ...lines, ...left].join('\n');
};

const title = (comparison: Comparison, group: Group): string => {
  const n = comparison[group].length;
  const { sign } = outcomeWords[groupWords[group].sign];
  return n === 0 ? '' : `### ${prose(`${sign} ${groupTitle(comparison, group, n)}`)}`;
};

const section = ({ clause, text, line, cases }: ClauseChange): string =>
  [
    `**${prose(text)}** ${code(clause)}${line === null ? '' : `, line ${line} of the contract`}`,
    '',
    '| case | before | after |',
    '| --- | --- | --- |',
    ...cases
      .slice(0, rows)
      .map(
        (one) =>
          `| ${oneCell(one.title)} ${code(one.case)} | ${oneCell(saidInWords(one.before))} | ${oneCell(saidInWords(one.after))} |`,
      ),
    ...(cases.length > rows ? ['', `…and ${plural(cases.length - rows, 'more case')}, see changes.json.`] : []),
  ].join('\n');
