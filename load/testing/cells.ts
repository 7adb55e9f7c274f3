import { emptyLatencies, encode, record } from '../histogram.ts';
import { emptyMeasurement, fold, type Measurement } from '../measurement.ts';
import type { Cell } from '../output.ts';

/** What became of some requests that were due in one second. */
export type Group = {
  second?: number;
  channel?: string;
  payload?: string;
  outcome?: string;
  status?: number;
  /** One latency for each request, in milliseconds. */
  values: number[];
};

/** For tests: such requests as the line in which they come out of k6. */
export function cellOf({
  second = 0,
  channel = 'email',
  payload = 'plain',
  outcome = 'ok',
  status = 200,
  values,
}: Group): Cell {
  const latencies = emptyLatencies();
  for (const value of values) record(latencies, value);
  const histogram = outcome === 'none' ? '' : encode(latencies);
  const count = values.length;
  return {
    sendproof: 'cell',
    second,
    channel,
    payload,
    outcome,
    status,
    count,
    latency: histogram,
    service: histogram,
  };
}

/** For tests: all of that as a measurement. */
export function measurementOf(groups: readonly Group[]): Measurement {
  const measurement = emptyMeasurement();
  for (const group of groups) {
    const cell = cellOf(group);
    fold(measurement, cell);
    if (cell.channel !== 'control') measurement.sent += cell.count;
  }
  return measurement;
}
