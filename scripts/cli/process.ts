import type { Io } from './io.ts';

/**
 * Runs `program` with this process's effects and sets its exit code. The first Ctrl-C asks it to end and keep what it
 * has; the second ends it at once.
 */
export async function withProcess(program: (io: Io) => Promise<number>): Promise<void> {
  // Node exits with 1 for a crash, which would say that the target falls short.
  process.exitCode = 3;
  process.on('uncaughtException', bug);
  process.on('unhandledRejection', bug);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (stop.signal.aborted) process.exit(3);
      stop.abort();
    });
  // A reader that has gone (| head) is no reason for a stack trace.
  process.stdout.on('error', () => process.exit(process.exitCode ?? 3));
  const { env, stdout, stderr } = process;
  const io: Io = {
    env,
    cwd: process.cwd(),
    // Most commands read nothing: then it is not opened.
    get stdin() {
      return process.stdin;
    },
    stdout,
    stderr,
    signal: stop.signal,
  };
  process.exitCode = await program(io).catch(bug);
}

function bug(error: unknown): never {
  console.error('sendproof: this is a bug of sendproof, not of the target.');
  console.error(error);
  process.exit(3);
}
