import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reports } from '../../../reports/index.ts';
import { exitCode } from '../../../reports/record/exit-code.ts';
import { onFile, writeWhole } from '../../../reports/record/files.ts';
import type { RunRecord } from '../../../reports/record/record.ts';
import { writeRecord, writeReports } from '../../../reports/record/writer.ts';
import { colorsFor, summaryText } from '../console.ts';
import { noAnswer } from '../errors.ts';
import { forUser, fromUser, type Io } from '../io.ts';
import { type CommonOptions, command, keyOption } from '../options.ts';
import { runDirectory } from '../run-directory.ts';
import { signRun } from '../sign.ts';
import { signerFrom } from '../signing-key.ts';

export function reportCommand(io: Io, end: (code: number) => void) {
  return command(
    'report',
    'write the reports of a run again, and sign it anew; of a load in a cluster, add up what its runners wrote; of two runs, what changed from the first to the second; of more, since when latency has changed',
    'sendproof report results/before results/latest',
  )
    .argument('<run-dir...>', 'directory of a run, of two (the earlier one first), or of more (in any order)')
    .addOption(keyOption())
    .action(async ([first = '', second, ...others], options) => {
      if (second === undefined) return end(await again(first, options, io));
      end(
        others.length === 0
          ? await compare(first, second, options, io)
          : await history([first, second, ...others], options, io),
      );
    });
}

/** Writes the reports of a run again, and signs it with the key at hand. */
async function again(directory: string, { key, json, quiet, color }: CommonOptions, io: Io): Promise<number> {
  const path = fromUser(io, directory);
  const signer = signerFrom(io, key);
  const record = await recordIn(path, io);
  writeRecord(path, record);
  writeReports(path, record, reports);
  await signRun(io, path, record, signer);
  if (json) io.stdout.write(`${JSON.stringify(record)}\n`);
  if (!quiet) io.stderr.write(summaryText(record, forUser(io, path), colorsFor(io, color)));
  return exitCode(record);
}

/** The record of a run, or of a load in a cluster as its runners wrote it. */
async function recordIn(path: string, io: Io): Promise<RunRecord> {
  // Loaded here: no other command reads a run.
  const { isCluster, mergedRecord } = await import('../cluster/merge.ts');
  if (isCluster(path)) return mergedRecord(path, io);
  const { readRun } = await import('../../../reports/record/read.ts');
  return readRun(path);
}

/** Says what changed from one run to another, and keeps it. The runs stay as they are, and `results/latest` too. */
async function compare(
  first: string,
  second: string,
  { out, json, quiet, color }: CommonOptions,
  io: Io,
): Promise<number> {
  const { readRun } = await import('../../../reports/record/read.ts');
  const { compareRuns, comparisonExitCode } = await import('../../../reports/comparison/compare.ts');
  const { comparisonFiles } = await import('../../../reports/comparison/index.ts');
  const { text } = await import('../../../reports/comparison/text.ts');
  const compared = compareRuns(readRun(fromUser(io, first)), readRun(fromUser(io, second)));
  if (!compared.comparable)
    throw noAnswer(
      `${compared.why}, so ${first} and ${second} cannot be compared`,
      'Give two finished runs of the same cases, the earlier one first.',
    );
  const { comparison } = compared;
  const directory = runDirectory(io, out, 'report', new Date());
  onFile(directory, () => mkdirSync(directory, { recursive: true }));
  for (const [name, file] of Object.entries(comparisonFiles)) writeWhole(join(directory, name), file(comparison));
  if (json) io.stdout.write(`${JSON.stringify(comparison)}\n`);
  if (!quiet)
    io.stderr.write(`\n${text(comparison, colorsFor(io, color))}\n  report   ${forUser(io, directory)}/changes.html\n`);
  return comparisonExitCode(compared);
}

/** Says since which run latency has another level, and keeps it. The runs stay as they are. */
async function history(
  directories: readonly string[],
  { out, json, quiet, color }: CommonOptions,
  io: Io,
): Promise<number> {
  const { readRun } = await import('../../../reports/record/read.ts');
  const { historyOf } = await import('../../../reports/history/history.ts');
  const { historyFiles } = await import('../../../reports/history/index.ts');
  const { text } = await import('../../../reports/history/text.ts');
  const found = historyOf(directories.map((directory) => ({ directory, record: readRun(fromUser(io, directory)) })));
  if (found.scenarios.length === 0)
    throw noAnswer('None of the runs holds a load, so there is no latency to follow', 'Give runs of audit or load.');
  const directory = runDirectory(io, out, 'report', new Date());
  onFile(directory, () => mkdirSync(directory, { recursive: true }));
  for (const [name, file] of Object.entries(historyFiles)) writeWhole(join(directory, name), file(found));
  if (json) io.stdout.write(`${JSON.stringify(found)}\n`);
  if (!quiet)
    io.stderr.write(`\n${text(found, colorsFor(io, color))}\n  report   ${forUser(io, directory)}/history.html\n`);
  return 0;
}
