import { clip, legible, oneLine, type Paint, plural } from '../text.ts';
import type { History } from './history.ts';
import { breakInWords, gapInWords, headline, scenarioInWords, turnsOf } from './words.ts';

/** Lines of a scenario that fit on a screen. */
const shown = 15;

const line = (text: string): string => oneLine(legible(clip(text, 400)));

/** What became of latency, for a terminal. */
export const text = (history: History, paint: Paint): string => {
  const { sign, sentence } = headline(history);
  const loud = sign === '✓' ? paint.green : paint.red;
  return [
    loud(paint.bold(`${sign} ${sentence}`)),
    ...history.scenarios.flatMap((scenario) => {
      const said = [
        ...turnsOf(scenario).map(({ words }) => words),
        ...scenario.breaks.map(breakInWords),
        ...scenario.gaps.map(gapInWords),
      ];
      return [
        '',
        paint.bold(line(scenario.scenario)),
        paint.dim(`  ${line(scenarioInWords(scenario))}`),
        ...said.slice(0, shown).map((one) => `  ${line(one)}`),
        ...(said.length > shown ? [`  … and ${plural(said.length - shown, 'more line')}, see history.html`] : []),
      ];
    }),
    ...history.notes.map((note) => `  ${paint.yellow('!')} ${line(note)}`),
    '',
  ].join('\n');
};
