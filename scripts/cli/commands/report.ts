import { reports } from '../../../reports/index.ts';
import { exitCode } from '../../../reports/record/exit-code.ts';
import { writeRecord, writeReports } from '../../../reports/record/writer.ts';
import { colorsFor, summaryText } from '../console.ts';
import { forUser, fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';

export function reportCommand(io: Io, end: (code: number) => void) {
  return command('report', 'write the reports of a run again', 'sendproof report results/latest')
    .argument('<run-dir>', 'directory of a run')
    .action(async (directory, { json, quiet, color }) => {
      const path = fromUser(io, directory);
      // Loaded here: no other command reads a run.
      const { readRun } = await import('../../../reports/record/read.ts');
      const record = readRun(path);
      writeRecord(path, record);
      writeReports(path, record, reports);
      if (json) io.stdout.write(`${JSON.stringify(record)}\n`);
      if (!quiet) io.stderr.write(summaryText(record, forUser(io, path), colorsFor(io, color)));
      end(exitCode(record));
    });
}
