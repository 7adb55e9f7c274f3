import { expect, test } from 'vitest';
import { distributionOf, mergeEncoded, percentilesOf } from './histogram.ts';
import { type Asked, type Reply, right, runK6, settingsFor, stage, target } from './k6/testing/run-k6.ts';
import { emptyMeasurement, fold, type Measurement } from './measurement.ts';
import type { Line, Sample } from './output.ts';
import { OUTCOMES } from './scenarios/result.ts';
import { stockReader } from './stock.ts';

const MODEL = { kind: 'open' as const, stages: [stage(40, 0, 1), stage(80, 1, 2)] };

function foldedFrom(...runners: Line[][]): { measurement: Measurement; ids: string[] } {
  const measurement = emptyMeasurement();
  const ids: string[] = [];
  for (const line of runners.flat()) {
    if (line.sendproof === 'ids') ids.push(...line.ids);
    else fold(measurement, line);
  }
  return { measurement, ids };
}

/** Each span as plain numbers, bucket by bucket. */
function bucketsOf({ spans }: Measurement) {
  return [...spans]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, { count, latency, service }]) => ({
      key,
      count,
      latency: distributionOf(mergeEncoded(latency)),
      service: distributionOf(mergeEncoded(service)),
    }));
}

/** Lines that a k6 without our output would have written of these samples. */
function stockLines(samples: readonly string[], withSamples = false): Line[] {
  const lines: Line[] = [];
  const reader = stockReader((line) => lines.push(line), withSamples);
  for (const sample of samples) reader.add(sample);
  reader.end();
  return lines;
}

const slow = (asked: Parameters<typeof right>[0]) => {
  const until = performance.now() + (asked.count % 17 === 0 ? 12 : 0);
  while (performance.now() < until);
  return right(asked);
};

test('our output and k6’s own stream of the same run are one and the same, bucket by bucket', async () => {
  const { lines, json } = await runK6(settingsFor(await target(slow), MODEL), 'extension', true);
  expect(samplesOf(lines)).toEqual([]);
  const ours = foldedFrom(lines);
  const stock = foldedFrom(stockLines(json.trimEnd().split('\n')));
  expect(bucketsOf(stock.measurement)).toEqual(bucketsOf(ours.measurement));
  expect(distributionOf(stock.measurement.late)).toEqual(distributionOf(ours.measurement.late));
  expect(stock.ids.toSorted()).toEqual(ours.ids.toSorted());
  expect(stock.measurement).toMatchObject({ sent: 200, dropped: 0 });
  expect(ours.measurement).toMatchObject({ sent: 200, dropped: 0, ended: 1 });
});

function samplesOf(lines: readonly Line[]): Sample[] {
  return lines.flatMap((line) => (line.sendproof === 'samples' ? line.samples : []));
}

/** Every third is answered rightly, and the others in each way that is none. */
function mixed(asked: Asked): Reply {
  if (asked.thread === '') return { status: 200, body: 'the control' };
  switch (asked.count % 15) {
    case 1:
      return 'close';
    case 2:
      return { status: 429, body: '' };
    case 4:
      return { status: 500, body: '' };
    case 5:
      return right(asked, { extra: 1 });
    case 7:
      return right(asked, { channel: asked.channel === 'email' ? 'slack' : 'email' });
    default:
      return right(asked);
  }
}

test('samples of single requests, when asked for: the same from either output, one for each, the control left out', async () => {
  const url = await target(mixed);
  const settings = settingsFor(url, MODEL, { url: `${url}/control`, rate: 10 });
  const { lines, json } = await runK6(settings, 'extension', true, undefined, true);
  const written = json.trimEnd().split('\n');
  const ours = samplesOf(lines);
  const sorted = (samples: Sample[]) => samples.map((sample) => sample.join(' ')).toSorted();
  expect(sorted(samplesOf(stockLines(written, true)))).toEqual(sorted(ours));
  const dues = [...Array(40).keys()].map((index) => index * 25_000);
  dues.push(...[...Array(160).keys()].map((index) => 1e6 + index * 12_500));
  expect(ours.map(([due]) => due).toSorted((a, b) => a - b)).toEqual(dues);
  for (const [, latency, sent, outcome] of ours) {
    if (OUTCOMES[outcome] === 'none') expect([latency, sent]).toEqual([-1, -1]);
    else expect(latency).toBeGreaterThanOrEqual(sent);
  }
  const { spans } = foldedFrom(lines).measurement;
  for (const [index, outcome] of OUTCOMES.entries()) {
    const counted = [...spans.values()].filter((span) => span.outcome === outcome && span.channel !== 'control');
    const count = counted.reduce((sum, span) => sum + span.count, 0);
    expect(count).toBeGreaterThan(0);
    expect(ours.filter((sample) => sample[3] === index)).toHaveLength(count);
  }
  expect(samplesOf(stockLines(written))).toEqual([]);
});

test('the samples of one run, shared out over three runners, add up to the run: every bucket, every percentile', async () => {
  const { json } = await runK6(settingsFor(await target(slow), MODEL), 'extension', true);
  const samples = json.trimEnd().split('\n');
  const shares = [0, 1, 2].map((share) => samples.filter((_, index) => index % 3 === share));
  const whole = foldedFrom(stockLines(samples)).measurement;
  const added = foldedFrom(...shares.map((share) => stockLines(share))).measurement;
  expect(bucketsOf(added)).toEqual(bucketsOf(whole));
  const all = (one: Measurement) =>
    percentilesOf(mergeEncoded([...one.spans.values()].flatMap(({ latency }) => latency)));
  expect(all(added)).toEqual(all(whole));
});

test('two runners by execution segments send together what one would: each request once, in its second', async () => {
  const settings = settingsFor(await target(right), MODEL);
  const sequence = '0,1/2,1';
  const [first, second] = await Promise.all(
    ['0:1/2', '1/2:1'].map((segment) => runK6(settings, 'extension', false, { segment, sequence })),
  );
  const runners = [first, second].map((runner) => runner?.lines ?? []);
  const { measurement, ids } = foldedFrom(...runners);
  const bySecond = Object.groupBy(measurement.spans.values(), ({ second: at }) => at);
  const counts = Object.values(bySecond).map((spans) => spans?.reduce((sum, { count }) => sum + count, 0));
  expect(counts).toEqual([40, 80, 80]);
  expect([ids.length, new Set(ids).size]).toEqual([200, 200]);
  const each = runners.map((lines) => bucketsOf(foldedFrom(lines).measurement));
  expect(each.map((spans) => spans.reduce((sum, { count }) => sum + count, 0))).toEqual([100, 100]);
  const latencies = (spans: (typeof each)[number]) => spans.flatMap(({ latency }) => latency);
  const added = new Map<number, number>();
  for (const [ms, count] of each.flatMap(latencies)) added.set(ms, (added.get(ms) ?? 0) + count);
  const merged = distributionOf(mergeEncoded([...measurement.spans.values()].flatMap(({ latency }) => latency)));
  expect(merged).toEqual([...added].sort(([a], [b]) => a - b));
});
