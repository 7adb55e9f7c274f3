import type { Verdict } from '../../contracts/verdicts/verdict.ts';
import { hasLapsed } from '../record/waivers/standing.ts';
import { count, plural } from '../text.ts';
import type { CaseResult } from '../view/cases.ts';
import { quotation } from '../view/clauses.ts';
import { coverageInWords } from '../view/coverage.ts';
import { answerText, requestText } from '../view/exchange-text.ts';
import type { View } from '../view/index.ts';
import { assumption, rarities, rarityText } from '../view/repetition.ts';
import { standingInWords, waiverInWords, waives } from '../view/waivers.ts';
import { expectationInWords, outcomeWords } from '../view/words.ts';
import { block, code, oneCell, prose } from './markdown.ts';

/** Tables stop here and count the rest: a page of a CI job is read from the top. */
const rows = 50;

/** A heading with a table; nothing without rows. */
export const section = (title: string, head: string[], body: string[][]): string => {
  if (body.length === 0) return '';
  const more = body.length > rows ? ['', `…and ${count(body.length - rows)} more, see report.html.`] : [];
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...body.slice(0, rows).map(line), ...more].join(
    '\n',
  );
};

/** The first verdict of each clause: three engines that saw the same say it once. */
const onePerClause = (verdicts: readonly Verdict[]): Verdict[] =>
  [...new Map(verdicts.toReversed().map((v) => [v.clause, v])).values()].reverse();

const demand = (view: View, verdict: Verdict): string => {
  const clause = view.find.clause(verdict.clause);
  if (!clause) return `**${prose(verdict.clause)}**: ${prose(verdict.reason)}`;
  return [
    `**${prose(clause.text)}** ${code(clause.id)}`,
    `> ${prose(quotation(clause))}, line ${clause.line} of the contract`,
    '',
    prose(verdict.reason),
  ].join('\n');
};

const failure = (view: View, result: CaseResult): string => {
  const exchange = view.find.exchange(result.failures.find((v) => v.exchange !== null)?.exchange ?? null);
  const seenBy = [...new Set(result.failures.map((v) => v.engine))].join(', ');
  return [
    `#### ✕ ${prose(result.title)}`,
    `${code(result.id)} in state ${code(result.state)}, seen by ${seenBy}`,
    ...onePerClause(result.failures)
      .slice(0, 8)
      .map((v) => demand(view, v)),
    ...(result.case ? [`Expected: ${prose(expectationInWords(result.case.expectation))}`] : []),
    ...(exchange
      ? [
          '<details><summary>The exchange, and how to see it again</summary>',
          block(exchange.curl, 'sh'),
          block(`${requestText(exchange)}\n\n${answerText(exchange)}`, 'http'),
          '</details>',
        ]
      : []),
  ].join('\n\n');
};

/** A part for the heading, and one for each failed case. */
export const failureSections = (view: View): string[] => {
  const failed = view.cases.filter((c) => c.outcome === 'failed');
  return failed.length === 0
    ? []
    : [`### ${plural(failed.length, 'failed case')}`, ...failed.map((c) => failure(view, c))];
};

/** Failures that would fail the run, each with why it does not. */
export const waivedSection = (view: View): string =>
  section(
    'Waived failures',
    ['case', 'what came', 'clause', 'why it does not fail the run'],
    view.cases.flatMap((c) =>
      onePerClause(c.waived.map(({ verdict }) => verdict)).map((verdict) => {
        const waiver = c.waived.find((one) => one.verdict === verdict)?.waiver;
        return [
          oneCell(c.title),
          oneCell(verdict.reason),
          code(verdict.clause),
          oneCell(waiver === undefined ? '' : waiverInWords(waiver)),
        ];
      }),
    ),
  );

/** Every waiver that the run was given, those that fail it first. */
export const waiverSection = (view: View): string =>
  section(
    'Waivers',
    ['for', 'until', 'owner', 'reason', 'what it came to'],
    view.waivers.map((one) => [
      oneCell(waives(one.waiver)),
      oneCell(one.waiver.expires),
      oneCell(one.waiver.owner),
      oneCell(one.waiver.reason),
      hasLapsed(one) ? `❌ **${oneCell(standingInWords(one))}**` : oneCell(standingInWords(one)),
    ]),
  );

/** What does not fail the run but should be looked at. */
export const warningSection = (view: View): string => {
  const line = (result: CaseResult, verdict: Verdict): string[] => [
    verdict.level,
    oneCell(result.title),
    oneCell(verdict.reason),
    code(verdict.clause),
  ];
  const warned = view.cases.flatMap((c) => onePerClause(c.warnings).map((v) => line(c, v)));
  const notes = view.cases.flatMap((c) => onePerClause(c.notes).map((v) => line(c, v)));
  return section('Warnings and notes', ['level', 'case', 'what came', 'clause'], [...warned, ...notes]);
};

/** What was not tested and why. */
export const gapSection = (view: View): string =>
  section(
    'Not tested',
    ['cases', 'outcome', 'why'],
    view.gaps.map((g) => [
      count(g.cases.length),
      `${outcomeWords[g.outcome].word}${g.accepted ? ', accepted by the profile' : ''}`,
      oneCell(g.reason),
    ]),
  );

/** Where an engine's own opinion differs from the verdict about the same bytes. */
export const disagreementSection = (view: View): string =>
  section(
    'Engines that disagree with the verdict',
    ['case', 'engine', 'the engine says', 'judged', 'explanation'],
    view.record.disagreements.map((d) => [
      code(d.case),
      d.engine,
      oneCell(`${d.opinion.outcome}: ${d.opinion.words}`),
      d.judged,
      d.explanation === null ? '**none: a fault of the harness**' : oneCell(d.explanation),
    ]),
  );

/** How much of the contract was decided, and the holes. */
export const coverageSection = (view: View): string => {
  if (view.clauses.length === 0) return '';
  const open = view.clauses.filter((c) => c.hole !== null);
  const decided = `${count(view.clauses.length - open.length)} of ${plural(view.clauses.length, 'clause')} decided.`;
  const holes = section(
    'Holes',
    ['clause', 'why'],
    open.map((c) => [code(c.clause.id), oneCell(c.hole ?? '')]),
  );
  const cells = view.record.coverage?.cells ?? [];
  const byChannel = cells.length === 0 ? '' : ` ${prose(coverageInWords(cells, 'run'))}`;
  const first = `### Coverage\n\n${decided}${byChannel}`;
  return holes === '' ? first : `${first}\n\n${holes.replace(/^### /, '#### ')}`;
};

/** How rare a fault this run could have found, and what came too rarely to fail. */
export const raritySection = ({ record }: View): string => {
  const lines = rarities(record.repetition).map((rarity) => `- ${prose(rarityText(rarity))}`);
  return lines.length === 0 ? '' : ['### How rare a fault would have shown', '', ...lines, '', assumption].join('\n');
};
