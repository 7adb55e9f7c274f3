import { createReadStream, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIds } from '../../../load/ids.ts';
import { missing, type RunnerRead, readRunner } from '../../../load/kubernetes/runner-files.ts';
import { measured } from '../../../load/measured.ts';
import { emptyMeasurement, fold, foldUnreadable, type Measurement } from '../../../load/measurement.ts';
import type { Load } from '../../../load/sample.ts';
import { readSettings, type Settings } from '../../../load/scenarios/settings.ts';
import { fold as foldEvents } from '../../../reports/record/fold.ts';
import type { RunRecord } from '../../../reports/record/record.ts';
import { misuse } from '../errors.ts';
import { forUser, type Io } from '../io.ts';
import { type ClusterFile, PLAN_FILE, readClusterFile } from './plan.ts';

/** Whether a directory is one of a load in a cluster. */
export const isCluster = (directory: string): boolean => existsSync(join(directory, PLAN_FILE));

/** Adds up what the runners of a cluster wrote into its directory: one measurement, exactly, and the record of it. */
export async function mergedRecord(directory: string, io: Io): Promise<RunRecord> {
  const plan = readClusterFile(readFileSync(join(directory, PLAN_FILE), 'utf8'));
  const shown = forUser(io, directory);
  if (plan === null)
    throw misuse(`${shown}/${PLAN_FILE} is no plan of a load`, 'Write it again with load --kubernetes.');
  const files = runnerFiles(directory);
  if (files.length === 0)
    throw misuse(
      `${shown} holds nothing that a runner wrote`,
      `Put the runners' logs there as runner-1.log and so on, or their files into ${shown}/results/.`,
    );
  const load = await mergedLoad(
    plan,
    readSettings(readFileSync(join(directory, 'settings.json'), 'utf8'), {}, () => []),
    files,
  );
  return foldEvents([
    { type: 'header', header: plan.header },
    { type: 'load', load },
    { type: 'footer', finishedAt: new Date().toISOString() },
  ]);
}

function runnerFiles(directory: string): string[] {
  const list = (place: string, name: RegExp): string[] =>
    existsSync(place)
      ? readdirSync(place)
          .filter((one) => name.test(one))
          .sort()
          .map((one) => join(place, one))
      : [];
  return [...list(directory, /^runner-.*\.(log|jsonl)$/), ...list(join(directory, 'results'), /\.(log|jsonl)$/)];
}

async function mergedLoad(plan: ClusterFile, settings: Settings, files: string[]): Promise<Load> {
  const scratch = mkdtempSync(join(tmpdir(), 'sendproof-merge-'));
  const ids = openIds(scratch);
  try {
    const measurement = emptyMeasurement();
    const reads: RunnerRead[] = [];
    for (const name of files) reads.push(await readInto(measurement, name, ids.add));
    const rate = settings.model.kind === 'open' ? (settings.model.stages[0]?.rate ?? null) : null;
    const load = measured({
      scenario: plan.scenario,
      k6: { version: plan.k6.version, via: plan.k6.image, output: plan.k6.output },
      driven: {
        settings,
        measurement,
        end: { ended: 'itself', exitCode: 0, stderr: '' },
        killed: null,
        cpu: null,
        connections: null,
      },
      runners: plan.runners,
      notes: [...plan.notes, `${plan.runners} runners in a cluster, added up`],
      objectives: plan.objectives,
      ids: ids.repeated(),
      confirmed: [],
      target: null,
      eventLoopDelay: null,
      cores: 0,
    });
    const problems = missing(reads, { runners: plan.runners, rate });
    return { ...load, valid: load.valid && problems.length === 0, whyNotValid: [...problems, ...load.whyNotValid] };
  } finally {
    ids.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function readInto(
  measurement: Measurement,
  name: string,
  addIds: (ids: readonly string[]) => void,
): Promise<RunnerRead> {
  const read = await readRunner({ name, text: createReadStream(name, 'utf8') }, (line) => {
    if (line.sendproof === 'ids') addIds(line.ids);
    else fold(measurement, line);
  });
  if (read.broken.first !== null) foldUnreadable(measurement, read.broken.first, read.broken.count);
  return read;
}
