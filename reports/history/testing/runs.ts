import { type Sketch, storedRun } from '../../../load/comparison/testing/stored-run.ts';
import type { Load } from '../../../load/sample.ts';
import { random } from '../../../load/stats/testing/random.ts';
import { fold } from '../../record/fold.ts';
import { sampleFooter, sampleHeader } from '../../testing/sample-record.ts';
import type { StoredRecord } from '../history.ts';

type Header = (typeof sampleHeader)['header'];

/** A stored record of one load, on the day of that number. */
export const storedOn = (
  day: number,
  sketch: Sketch,
  { load = {}, header = {} }: { load?: Partial<Load>; header?: Partial<Header> } = {},
): StoredRecord => {
  const run = storedRun({ seed: day, ...sketch });
  const startedAt = new Date(Date.UTC(2026, 8, 1 + day, 21, 30)).toISOString();
  return {
    directory: `results/day-${day}`,
    record: fold([
      {
        type: 'header',
        header: { ...sampleHeader.header, command: 'load', startedAt, machine: run.machine, ...header },
      },
      { type: 'load', load: { ...run.load, ...load } },
      sampleFooter,
    ]),
  };
};

/** Runs on following days, each slower or faster by chance (2 %), and by what `slower` says of its number from 1. */
export const daily = (count: number, sketch: (run: number) => Sketch, requests = 1500): StoredRecord[] =>
  Array.from({ length: count }, (_, at) => {
    const { slower = 1, ...rest } = sketch(at + 1);
    const chance = Math.exp(0.02 * random(at + 77).normal());
    return storedOn(at + 1, { requests, slower: slower * chance, ...rest });
  });
