import { clip, legible, oneLine, type Paint, plural, when } from '../text.ts';
import { outcomeWords } from '../view/words.ts';
import { type ClauseChange, type Comparison, type Group, groups } from './comparison.ts';
import { type DemandList, demandLists } from './document-words.ts';
import { cautions, groupWords, headline, saidInWords } from './words.ts';

const plain = (text: string): string => text;
const noPaint: Paint = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

/** Clauses of a group, and cases of a clause, that fit on a screen. */
const shown = { clauses: 10, cases: 3 } as const;

const line = (text: string): string => oneLine(legible(clip(text, 300)));

/** What changed, for a terminal. */
export const text = (comparison: Comparison, paint: Paint = noPaint): string => {
  const { sign, sentence } = headline(comparison);
  const loud = sign === '✓' ? paint.green : paint.red;
  const { before, after } = comparison;
  const run = ({ target, command, startedAt, result }: Comparison['before']): string =>
    line(`${command} of ${target}, ${when(startedAt)}: ${result}`);
  return [
    loud(paint.bold(`${sign} ${sentence}`)),
    `  before   ${run(before)}`,
    `  after    ${run(after)}`,
    ...cautions(comparison).map((caution) => `  ${paint.yellow('!')} ${line(caution)}`),
    // Under another document every case is another one: what they say is in the files.
    ...(comparison.document === null
      ? groups.flatMap((group) => block(group, comparison[group], paint))
      : demandLists(comparison.document).flatMap((one) => demandBlock(one, paint))),
    '',
  ].join('\n');
};

const demandBlock = ({ title, sign, items }: DemandList, paint: Paint): string[] => [
  '',
  paint.bold(`${title}:`),
  ...items.slice(0, shown.clauses).map(({ clause, text }) => `  ${sign} ${line(text)} ${paint.dim(line(clause))}`),
  ...more(items.length - shown.clauses, 'clause', '  '),
];

const block = (group: Group, changes: readonly ClauseChange[], paint: Paint): string[] => {
  if (changes.length === 0) return [];
  const { title, sign } = groupWords[group];
  return [
    '',
    paint.bold(title(changes.length)),
    ...changes.slice(0, shown.clauses).flatMap((change) => clause(change, outcomeWords[sign].sign, paint)),
    ...more(changes.length - shown.clauses, 'clause', '  '),
  ];
};

const clause = ({ clause: id, text: demand, cases }: ClauseChange, sign: string, paint: Paint): string[] => [
  `  ${sign} ${line(demand)} ${paint.dim(line(id))}`,
  ...cases
    .slice(0, shown.cases)
    .flatMap((one) => [
      `    ${line(one.title)}`,
      paint.dim(`      before  ${line(saidInWords(one.before))}`),
      paint.dim(`      after   ${line(saidInWords(one.after))}`),
    ]),
  ...more(cases.length - shown.cases, 'case', '    '),
];

const more = (n: number, what: string, indent: string): string[] =>
  n > 0 ? [`${indent}… and ${plural(n, `more ${what}`)}`] : [];
