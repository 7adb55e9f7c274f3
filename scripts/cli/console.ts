import pc from 'picocolors';
import type { RunRecord } from '../../reports/record/record.ts';
import { hasLapsed } from '../../reports/record/waivers/standing.ts';
import { decisionWords, rowsCount, thatMatter, timeInWords } from '../../reports/view/comparison.ts';
import { coverageInWords } from '../../reports/view/coverage.ts';
import { type View, view } from '../../reports/view/index.ts';
import { kneeInWords } from '../../reports/view/load.ts';
import { rarities, rarityText } from '../../reports/view/repetition.ts';
import { standingInWords, waiverInWords, waives } from '../../reports/view/waivers.ts';
import { consumerLines, consumerNumbers } from './consumer-lines.ts';
import type { ExpectedError } from './errors.ts';
import type { Io } from './io.ts';

/** Shows what is going on: one line that changes on a terminal, now and then a line where there is none. */
export type Progress = { say(text: string): void; done(text: string): void; stop(): void };

/** Lines for a log come no closer than this. */
const logEveryMs = 5_000;

export async function openProgress(io: Io, quiet: boolean): Promise<Progress> {
  if (quiet) return { say: () => {}, done: () => {}, stop: () => {} };
  if (io.stderr.isTTY) {
    const { default: ora } = await import('ora');
    const spinner = ora({ stream: io.stderr, discardStdin: false });
    return {
      say: (text) => {
        spinner.text = text;
        if (!spinner.isSpinning) spinner.start();
      },
      done: (text) => {
        spinner.stopAndPersist({ symbol: '✓', text });
      },
      stop: () => {
        spinner.stop();
      },
    };
  }
  let last = Number.NEGATIVE_INFINITY;
  return {
    say: (text) => {
      if (performance.now() - last < logEveryMs) return;
      last = performance.now();
      io.stderr.write(`${text}\n`);
    },
    done: (text) => {
      last = performance.now();
      io.stderr.write(`${text}\n`);
    },
    stop: () => {},
  };
}

export function colorsFor(io: Io, wanted: boolean): ReturnType<typeof pc.createColors> {
  return pc.createColors(wanted && io.stderr.isTTY === true && io.env.NO_COLOR === undefined && io.env.TERM !== 'dumb');
}

export type Colors = ReturnType<typeof colorsFor>;

/** Lines of failures that fit on one screen. */
const mostShown = 10;

/** What a person must know of a run, on one screen. */
export function summaryText(record: RunRecord, directory: string, colors: Colors): string {
  const seen = view(record);
  const { headline, cases, tally, whyInconclusive } = seen;
  const paint = { passed: colors.green, failed: colors.red, inconclusive: colors.yellow }[record.result];
  const failed = cases.filter(({ outcome }) => outcome === 'failed');
  // One mistake breaks one clause, in many cases perhaps.
  const broken = [...Map.groupBy(failed, ({ failures: [first] }) => first?.clause)];
  const shown = broken.slice(0, mostShown).map(([clause, [one, ...others]]) => {
    const also = others.length > 0 ? colors.dim(` (and ${others.length} other cases)`) : '';
    const reason = colors.dim(`${clause}: ${one?.failures[0]?.reason}`);
    return `  ${colors.red('✕')} ${one?.title}${also}\n    ${reason}`;
  });
  const more = broken.length > mostShown ? [`  … and ${broken.length - mostShown} more clauses`] : [];
  const findings = record.loads.flatMap((load) =>
    load.findings.map(({ text }) => `  ${colors.red('✕')} ${load.scenario}: ${text}`),
  );
  const numbers = [
    ...caseNumbers(record, tally),
    ...consumerNumbers(record),
    ...comparisonNumbers(record),
    ...loadNumbers(record),
  ];
  const reasons = whyInconclusive.slice(0, mostShown).map((reason) => `  ${colors.yellow('?')} ${reason}`);
  const moreReasons = whyInconclusive.length > mostShown ? [`  … and ${whyInconclusive.length - mostShown} more`] : [];
  return [
    '',
    paint(colors.bold(`${headline.sign} ${headline.sentence}`)),
    ...blockOf([
      ...shown,
      ...more,
      ...consumerLines(record, colors),
      ...findings,
      ...waiverLines(seen, colors),
      ...reasons,
      ...moreReasons,
    ]),
    ...blockOf(numbers),
    `  report   ${directory}/report.html`,
    '',
  ].join('\n');
}

/** Waivers that fail the run, and the failures that others keep from failing it. */
function waiverLines({ cases, waivers }: View, colors: Colors): string[] {
  const lapsed = waivers
    .filter(hasLapsed)
    .map(
      (one) =>
        `  ${colors.red('✕')} waiver of ${waives(one.waiver)} (${one.waiver.owner}, until ${one.waiver.expires}): ${standingInWords(one)}`,
    );
  const waived = cases.flatMap(({ title, waived: [first] }) =>
    first === undefined
      ? []
      : [
          `  ${colors.magenta('~')} ${title}\n    ${colors.dim(`${first.verdict.clause}: ${first.verdict.reason}; ${waiverInWords(first.waiver)}`)}`,
        ],
  );
  const more = waived.length > mostShown ? [`  … and ${waived.length - mostShown} more that are waived`] : [];
  return [...lapsed, ...waived.slice(0, mostShown), ...more];
}

function blockOf(lines: string[]): string[] {
  return lines.length > 0 ? [...lines, ''] : [];
}

function caseNumbers(record: RunRecord, tally: Record<string, number>): string[] {
  if (record.cases.length === 0) return [];
  const counts = Object.entries(tally).filter(([, count]) => count > 0);
  const { coverage } = record;
  const requests = new Map<string, number>();
  for (const { engine } of record.exchanges) requests.set(engine, (requests.get(engine) ?? 0) + 1);
  return [
    `  cases    ${counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`,
    ...(coverage ? [`  clauses  ${coverage.decided} of ${coverage.clauses} decided`] : []),
    ...(coverage ? [`  cells    ${coverageInWords(coverage.cells, 'run')}`] : []),
    `  sent     ${[...requests].map(([engine, count]) => `${count} by ${engine}`).join(', ')}`,
    ...rarities(record.repetition).map((rarity, at) => `  ${at === 0 ? 'rarity' : '      '}   ${rarityText(rarity)}`),
    ...disagreementLine(record),
  ];
}

function disagreementLine({ disagreements }: RunRecord): string[] {
  const open = disagreements.filter(({ explanation }) => explanation === null).length;
  return disagreements.length > 0
    ? [`  engines  differ from the judge ${disagreements.length} times, ${open} of them unexplained`]
    : [];
}

/** The headline has the sentence of the whole; here is what decided it, where single rows count at all. */
function comparisonNumbers({ experiment, comparisons }: RunRecord): string[] {
  if (experiment === null) return [];
  const rows = rowsCount(experiment) ? thatMatter(comparisons) : [];
  return [
    `  compare  ${timeInWords(experiment)}, seed ${experiment.seed}`,
    ...rows.map(({ decision, text }) => `    ${decisionWords[decision].word.padEnd(10)} ${text}`),
  ];
}

function loadNumbers({ loads }: RunRecord): string[] {
  return loads.flatMap(({ scenario, channels, valid, complete, knee, objectives, warmUp }) => [
    `  load     ${scenario}${valid ? '' : ' (not valid)'}${complete ? '' : ' (stopped before its end)'}${warmUp.seconds > 0 ? `, the first ${warmUp.seconds} s left out` : ''}`,
    ...(knee === undefined ? [] : [`    knee       ${kneeInWords(knee)}`]),
    ...objectives.map(({ decision, text }) => `    ${decision.padEnd(10)} ${text}`),
    ...channels.map(
      ({ channel, rate, failed, p50, p95, p99, requests }) =>
        `    ${channel.padEnd(10)} ${String(requests).padStart(5)} requests  ${rate.toFixed(1).padStart(6)}/s  p50 ${ms(p50)}  p95 ${ms(p95)}  p99 ${ms(p99)}  ${failed} failed`,
    ),
  ]);
}

function ms(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

export function errorText(error: ExpectedError, colors: Colors): string {
  return `${colors.red('sendproof:')} ${error.message}\n  ${error.hint}\n`;
}
