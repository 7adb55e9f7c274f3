import type { RunRecord } from './record/record.ts';
import { consumersSection } from './summary/consumers.ts';
import { loadSection } from './summary/load.ts';
import { code, oneCell, prose } from './summary/markdown.ts';
import {
  coverageSection,
  disagreementSection,
  failureSections,
  gapSection,
  raritySection,
  waivedSection,
  waiverSection,
  warningSection,
} from './summary/sections.ts';
import { speedSection } from './summary/speed.ts';
import { count, plural, when } from './text.ts';
import { caseOutcomes } from './view/cases.ts';
import { type View, view } from './view/index.ts';
import { outcomeWords } from './view/words.ts';

/** GitHub takes no job page over 1 MiB. In characters, each of which may take three bytes; what is left out is counted. */
const room = 300_000;

/** Markdown for the page of a CI job: the answer in one sentence, then what stands behind it. */
export const summary = (record: RunRecord): string => {
  const v = view(record);
  const fixed = [title(v), facts(v), whySection(v), counts(v)];
  const waivers = [consumersSection(v), waivedSection(v), waiverSection(v)];
  const open = [warningSection(v), gapSection(v), raritySection(v), disagreementSection(v)];
  const rest = [...waivers, ...open, speedSection(v), loadSection(v), coverageSection(v)];
  const taken = [...fixed, ...rest].join('\n\n').length;
  const failures = fitting(failureSections(v), room - taken);
  return `${[...fixed, ...failures, ...rest].filter((part) => part !== '').join('\n\n')}\n`;
};

/** As many parts as there is room for, and the number of those left out. */
const fitting = (parts: string[], space: number): string[] => {
  let left = space;
  const kept: string[] = [];
  for (const part of parts) {
    left -= part.length;
    if (left < 0) break;
    kept.push(part);
  }
  const out = parts.length - kept.length;
  return out > 0 ? [...kept, `**${plural(out, 'more failed case')} left out here**: see report.html.`] : kept;
};

const marks = { passed: '✅', failed: '❌', inconclusive: '❔' } as const;

const title = (v: View): string => `## ${marks[v.record.result]} ${prose(v.headline.sentence)}`;

const facts = ({ record }: View): string =>
  [
    `Target ${code(record.target.baseUrl)}`,
    `contract ${prose(record.contract.title)} ${prose(record.contract.version)} ${code(record.contract.sha256.slice(0, 12))}`,
    `${prose(when(record.startedAt))} to ${record.finishedAt === null ? '**not finished**' : prose(when(record.finishedAt))}`,
    `seed ${record.seed}`,
    ...(record.strict ? ['strict'] : []),
  ].join(' · ');

const whySection = (v: View): string =>
  v.whyInconclusive.length === 0
    ? ''
    : [
        `**${v.record.result === 'failed' ? 'What this run leaves open' : 'Why this is no full answer'}:**`,
        '',
        ...v.whyInconclusive.map((why) => `- ${prose(why)}`),
      ].join('\n');

const counts = (v: View): string => {
  if (v.cases.length === 0) return '';
  const shown = caseOutcomes.filter((o) => v.tally[o] > 0);
  return [
    `| ${shown.map((o) => oneCell(`${outcomeWords[o].sign} ${outcomeWords[o].word}`)).join(' | ')} | cases |`,
    `|${' ---: |'.repeat(shown.length + 1)}`,
    `| ${shown.map((o) => count(v.tally[o])).join(' | ')} | ${count(v.cases.length)} |`,
  ].join('\n');
};
