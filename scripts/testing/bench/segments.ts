import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { bundleScenarios } from '../../../load/bundle.ts';
import { distributionOf, mergeEncoded, percentilesOf } from '../../../load/histogram.ts';
import { k6Arguments, k6Environment } from '../../../load/k6/command.ts';
import { findK6 } from '../../../load/k6/find.ts';
import { emptyMeasurement, fold, type Measurement } from '../../../load/measurement.ts';
import { type Line, readOutput } from '../../../load/output.ts';
import { CHANNELS, SETTINGS_VARIABLE, type Settings } from '../../../load/scenarios/settings.ts';
import { compile, serverFor } from './measure.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const SEGMENTS = ['0:1/3', '1/3:2/3', '2/3:1'];
const SEQUENCE = '0,1/3,2/3,1';
const RATE = 600;
const SECONDS = 10;

/**
 * Prints one load as one runner measured it, and as three did that shared it: that their sum is, bucket by bucket, what
 * they measured, and its percentiles beside those of the one. Two runs never have the same latencies, so that those
 * differ as two runs do.
 */
export async function printSegments(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'sendproof-segments-'));
  const server = await serverFor(await compile('./testing/fastserver', join(ROOT, 'load', 'k6'), scratch));
  try {
    const one = await runner(server.url, scratch);
    const three = await Promise.all(
      SEGMENTS.map((segment) => runner(server.url, scratch, { segment, sequence: SEQUENCE })),
    );
    const sum = measurementOf(three.flat());
    const parts = three.map(measurementOf);
    row('one runner', measurementOf(one));
    for (const [index, part] of parts.entries()) row(`segment ${SEGMENTS[index]}`, part);
    row('the three added up', sum);
    console.log(
      `sum of the buckets of the three: ${isSum(sum, parts) ? 'the same, bucket by bucket' : 'NOT the same'}`,
    );
  } finally {
    server.stop();
    await rm(scratch, { recursive: true, force: true });
  }
}

function isSum(sum: Measurement, parts: Measurement[]): boolean {
  const added = new Map<number, number>();
  for (const [ms, count] of parts.flatMap((part) => [...bucketsOf(part)])) added.set(ms, (added.get(ms) ?? 0) + count);
  return JSON.stringify([...added].sort(([a], [b]) => a - b)) === JSON.stringify(bucketsOf(sum));
}

const latenciesOf = ({ spans }: Measurement) => mergeEncoded([...spans.values()].flatMap(({ latency }) => latency));
const bucketsOf = (measurement: Measurement) => distributionOf(latenciesOf(measurement));

function row(name: string, measurement: Measurement): void {
  const latencies = latenciesOf(measurement);
  const { p50, p99, p999 } = percentilesOf(latencies);
  const shown = [p50, p99, p999].map((value) => `${value?.toFixed(3)} ms`.padStart(11));
  console.log([name.padEnd(20), `${latencies.totalCount} answers`.padStart(14), ...shown].join(' '));
}

function measurementOf(lines: readonly Line[]): Measurement {
  const measurement = emptyMeasurement();
  for (const line of lines) if (line.sendproof !== 'ids') fold(measurement, line);
  return measurement;
}

async function runner(url: string, scratch: string, segment?: { segment: string; sequence: string }): Promise<Line[]> {
  const k6 = await findK6({ root: ROOT });
  if (k6.kind === 'missing') throw new Error(`${k6.why}: ${k6.hint}`);
  if (k6.output !== 'extension') throw new Error('this needs the k6 that `sendproof setup` builds');
  const bundle = await bundleScenarios(
    JSON.parse(await readFile(join(ROOT, 'contracts/openapi-v2.json'), 'utf8')),
    k6.output,
  );
  if (bundle.kind === 'failed') throw new Error(bundle.why);
  const script = join(scratch, 'scenarios.js');
  await writeFile(script, bundle.code);
  const lines: Line[] = [];
  const child = spawn(k6.path, k6Arguments({ version: k6.version, script, output: k6.output, outputs: [], segment }), {
    env: { ...k6Environment(scratch, [], {}), [SETTINGS_VARIABLE]: JSON.stringify(settings(url)) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const text of createInterface({ input: child.stdout })) {
    const line = readOutput(text);
    if (line === null) throw new Error(`not a line of ours: ${text}`);
    lines.push(line);
  }
  return lines;
}

function settings(baseUrl: string): Settings {
  const stage = { rate: RATE, start: 0, seconds: SECONDS, requests: RATE * SECONDS, vus: { ready: 150, most: 150 } };
  return {
    scenario: 'bench',
    baseUrl,
    routes: CHANNELS.map((channel) => ({ channel, thread: `${channel}-1`, token: 'token' })),
    turns: CHANNELS.map((_, index) => [index, 'plain']),
    model: { kind: 'open', stages: [stage] },
    timeout: 10,
    fields: {},
    attachmentUrl: 'https://example.com/files/attachment.pdf',
    secrets: ['token'],
    control: null,
    duet: null,
  };
}
