import { clip, count, list, ms, oneLine, plural } from '../text.ts';
import { type Change, FEWEST_RUNS, type History, type Reasons, type ScenarioHistory } from './history.ts';

const day = (startedAt: string): string => oneLine(clip(startedAt, 40)).slice(0, 10);

/** The changes that came with one run. */
export interface Turn {
  run: number;
  slower: boolean;
  words: string;
}

/**
 * What changed with each run: "since run 7 (2026-11-23): p99 12 % slower (66.1 to 74.0 ms); on email too". A channel
 * is told with its figures where the whole did not change.
 */
export const turnsOf = ({ changes }: ScenarioHistory): Turn[] =>
  [...Map.groupBy(changes, ({ run }) => run)].map(([run, together]) => {
    const of = Map.groupBy(together, ({ channel }) => channel);
    const whole = of.get(null);
    const channels = [...of].filter(([channel]) => channel !== null);
    const names = list(channels.map(([channel]) => channelName(channel)));
    const parts =
      whole === undefined
        ? channels.map(([channel, own]) => `on ${channelName(channel)} ${list(own.map(changeInWords))}`)
        : [list(whole.map(changeInWords)), ...(names === '' ? [] : [`on ${names} too`])];
    return {
      run,
      slower: together.some(({ change }) => change > 0),
      words: `since run ${count(run)} (${day(together[0]?.startedAt ?? '')}): ${parts.join('; ')}`,
    };
  });

/** "p99 12 % slower (66.1 to 74.0 ms)". */
const changeInWords = ({ metric, change, before, after }: Change): string =>
  `${metric} ${sizeInWords(change)} ${change > 0 ? 'slower' : 'faster'} (${ms(before)} to ${ms(after)} ms)`;

/** "12 %", of a change in either direction. */
const sizeInWords = (change: number): string => `${Number((Math.abs(change) * 100).toPrecision(2))} %`;

const because = (reasons: readonly string[]): string => reasons.map((one) => oneLine(clip(one, 300))).join('; ');

/** "run 5 cannot be compared with those before it: cores: 4 before, 2 now". */
export const breakInWords = ({ run, reasons }: Reasons): string =>
  `run ${count(run)} cannot be compared with those before it: ${because(reasons)}`;

/** "run 6 does not count: its load is not valid". */
export const gapInWords = ({ run, reasons }: Reasons): string =>
  `run ${count(run)} does not count: ${because(reasons)}`;

/** What a name of a channel or none is called. */
export const channelName = (channel: string | null): string =>
  channel === null ? 'all channels' : oneLine(clip(channel, 60));

/** What is said of one scenario besides numbers: in how many runs it changed, and how much that means. */
export const scenarioInWords = (scenario: ScenarioHistory): string => {
  const turns = turnsOf(scenario).length;
  const found =
    turns === 0 ? 'Latency was not seen to change its level.' : `Latency changed its level ${times(turns)}.`;
  const { longest } = scenario;
  const few =
    longest < FEWEST_RUNS
      ? `At most ${plural(longest, 'run')} in a row can be compared: below ${FEWEST_RUNS} a change can seldom be told from chance.`
      : 'Of a hundred lines that keep their level, about one seems to change it.';
  return `${found} ${few}`;
};

/** How latency went over the runs, in one sentence; its sign stands before it. */
export const headline = ({ runs, scenarios }: History): { sign: '✓' | '✕'; sentence: string } => {
  const turns = scenarios.flatMap(turnsOf);
  const slower = turns.filter((turn) => turn.slower).length;
  const said = [
    ...(slower > 0 ? [`slower ${times(slower)}`] : []),
    ...(turns.length > slower ? [`faster ${times(turns.length - slower)}`] : []),
  ];
  const what = said.length === 0 ? 'was not seen to change its level' : `got ${list(said)}`;
  return { sign: slower > 0 ? '✕' : '✓', sentence: `Over ${plural(runs.length, 'run')} latency ${what}.` };
};

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${count(n)} times`);
