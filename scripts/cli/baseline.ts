import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../contracts/target/profile.ts';
import type { StoredRun } from '../../load/comparison/comparable.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { noAnswer } from './errors.ts';
import { loadTarget, readJson } from './inputs.ts';
import { fromUser, type Io } from './io.ts';

/** What a candidate is held against: a target that runs, or what earlier runs measured. */
export type Baseline = { kind: 'target'; target: Target } | { kind: 'stored'; runs: StoredRun[] };

/**
 * Reads a profile, or one or more records (or run directories). Without a baseline there is no answer; what is there and
 * cannot be read is misuse.
 */
export async function baselineOf(io: Io, paths: readonly string[]): Promise<Baseline> {
  const files = paths.map((path) => fileOf(io, path));
  const [first] = paths;
  if (first === undefined)
    throw noAnswer(
      'There is no baseline to compare with',
      'Give --baseline a profile, or the record of an earlier run.',
    );
  const missing = paths.filter((_, index) => !existsSync(files[index] ?? ''));
  if (missing.length > 0)
    throw noAnswer(
      `There is no baseline: ${missing.join(', ')} cannot be found`,
      'Give --baseline a profile, or the record of an earlier run, and keep that where the next run finds it.',
    );
  const values = files.map((file) => readJson(file, 'the baseline', '--baseline'));
  if (!values.some(isRecord)) return { kind: 'target', target: loadTarget(io, first) };
  // Loaded here: few comparisons are with the past.
  const { parseRecord } = await import('../../reports/record/read.ts');
  const records = files.map((file, index) => parseRecord(JSON.stringify(values[index]), file));
  return { kind: 'stored', runs: records.map((record, index) => storedRun(record, paths[index] ?? '')) };
}

function fileOf(io: Io, path: string): string {
  const file = fromUser(io, path);
  return existsSync(file) && statSync(file).isDirectory() ? join(file, 'record.json') : file;
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'schemaVersion' in value;
}

function storedRun(record: RunRecord, path: string): StoredRun {
  const load = record.loads.at(-1);
  if (load === undefined)
    throw noAnswer(
      `${path} holds no load, so there is nothing to compare with`,
      'Give the record of sendproof load or audit.',
    );
  const { tool, contract, target, startedAt, seed, machine } = record;
  return { tool, contract, target, startedAt, seed, machine, load };
}
