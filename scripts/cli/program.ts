import { Command, CommanderError } from '@commander-js/extra-typings';
import { RunError } from '../../reports/record/run-error.ts';
import { auditCommand } from './commands/audit.ts';
import { ciCommand } from './commands/ci.ts';
import { compareCommand } from './commands/compare.ts';
import { contractCommand } from './commands/contract.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { initCommand } from './commands/init.ts';
import { loadCommand } from './commands/load.ts';
import { planCommand } from './commands/plan.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { serveCommand } from './commands/serve.ts';
import { setupCommand } from './commands/setup.ts';
import { verifyCommand } from './commands/verify.ts';
import { colorsFor, errorText } from './console.ts';
import { ExpectedError, misuse, noAnswer } from './errors.ts';
import type { Io } from './io.ts';
import { version } from './version.ts';

const commands = [
  auditCommand,
  contractCommand,
  loadCommand,
  compareCommand,
  diffCommand,
  ciCommand,
  planCommand,
  reportCommand,
  verifyCommand,
  replayCommand,
  serveCommand,
  initCommand,
  setupCommand,
  doctorCommand,
];

/**
 * Runs one command line. Returns the exit code: 0 the target holds, 1 it falls short, 2 misuse, 3 no answer. Rejects only
 * for a bug.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  // Until something says otherwise, there is no answer.
  let code = 3;
  const end = (result: number): void => {
    code = result;
  };
  const program = new Command('sendproof')
    .description(
      'Checks any implementation of POST /threads/{thread_id}/messages against its contract, and measures its speed.',
    )
    .version(version)
    .addHelpText(
      'after',
      '\nExample:\n  sendproof audit --target profile.json\n\nExit codes: 0 the target holds, 1 it falls short, 2 misuse, 3 no answer',
    );
  for (const make of commands) program.addCommand(make(io, end));
  for (const one of [program, ...program.commands])
    one
      .exitOverride()
      .showHelpAfterError('(add --help for the options and an example)')
      .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what is wrong; help and version are no mistakes.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const expected = expectedOf(error);
    if (expected === undefined) throw error;
    io.stderr.write(errorText(expected, colorsFor(io, !argv.includes('--no-color'))));
    return expected.exitCode;
  }
}

function expectedOf(error: unknown): ExpectedError | undefined {
  if (error instanceof ExpectedError) return error;
  if (!(error instanceof RunError)) return undefined;
  const make = error.kind === 'not-empty' ? misuse : noAnswer;
  return make(`${error.message} (${error.where})`, error.hint, error);
}
