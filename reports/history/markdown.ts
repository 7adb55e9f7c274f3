import { oneCell, prose } from '../summary/markdown.ts';
import { ms, plural, when } from '../text.ts';
import type { History, HistoryRun, ScenarioHistory } from './history.ts';
import { breakInWords, channelName, gapInWords, headline, scenarioInWords, turnsOf } from './words.ts';

/** Rows of a table, and lines of a list: GitHub takes no page over 1 MiB. */
const shown = { rows: 200, lines: 200 } as const;

/** `history.md`: latency over several runs, for the page of a CI job. */
export const markdown = (history: History): string => {
  const { sign, sentence } = headline(history);
  return `${[
    `## ${sign === '✓' ? '✅' : '❌'} ${prose(sentence)}`,
    ...history.scenarios.map((scenario) => section(scenario, history.runs)),
    bullets(history.notes),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
};

const bullets = (lines: readonly string[]): string =>
  [
    ...lines.slice(0, shown.lines).map((line) => `- ${prose(line)}`),
    ...(lines.length > shown.lines ? [`- …and ${plural(lines.length - shown.lines, 'more line')}`] : []),
  ].join('\n');

const section = (scenario: ScenarioHistory, runs: readonly HistoryRun[]): string => {
  const [all] = scenario.lines;
  const points = all?.points ?? [];
  const late = points.slice(-shown.rows);
  return [
    `### ${prose(scenario.scenario)}`,
    prose(scenarioInWords(scenario)),
    bullets(turnsOf(scenario).map(({ words }) => words)),
    bullets([...scenario.breaks.map(breakInWords), ...scenario.gaps.map(gapInWords)]),
    [
      `| run | started | p50 ms | p90 ms | p99 ms | |`,
      '| ---: | --- | ---: | ---: | ---: | --- |',
      ...late.map(({ run, p50, p90, p99 }) => {
        const started = runs[run - 1]?.startedAt ?? '';
        const changed = scenario.changes.filter((change) => change.run === run);
        const words = changed.map(
          ({ channel, metric, change }) => `${metric} on ${channelName(channel)} ${change > 0 ? '▲' : '▼'}`,
        );
        return `| ${run} | ${oneCell(when(started))} | ${ms(p50)} | ${ms(p90)} | ${ms(p99)} | ${oneCell(words.join(', '))} |`;
      }),
    ].join('\n'),
    points.length > late.length
      ? `The first ${plural(points.length - late.length, 'run')} left out here: see history.json.`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};
