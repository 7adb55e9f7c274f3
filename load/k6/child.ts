import { execa } from 'execa';

export type Child = {
  file: string;
  args: string[];
  cwd?: string | undefined;
  env: Record<string, string>;
  /** Whether it gets our whole environment too. */
  inherit: boolean;
  /** Milliseconds after which it is stopped. */
  timeLimit: number;
  signal?: AbortSignal | undefined;
  onStart?: (pid: number) => void;
  onStdout: (text: string) => void;
  onStderr: (text: string) => void;
};

export type ChildEnd = {
  ended: 'itself' | 'timeLimit' | 'aborted' | 'notStarted';
  /** Null when a signal ended it or it never started. */
  exitCode: number | null;
  /** Why it could not be started, else empty. */
  problem: string;
};

const KILL_AFTER = 3000;

/**
 * Runs a program to its end, when all of its output was handed on. On abort and past its time limit it gets SIGINT, and
 * SIGKILL 3 s later. Throws only what the callbacks throw, and ends the program before.
 */
export async function runChild(child: Child): Promise<ChildEnd> {
  const running = execa(child.file, child.args, {
    ...(child.cwd === undefined ? {} : { cwd: child.cwd }),
    ...(child.signal === undefined ? {} : { cancelSignal: child.signal }),
    env: child.env,
    extendEnv: child.inherit,
    timeout: child.timeLimit,
    killSignal: 'SIGINT',
    forceKillAfterDelay: KILL_AFTER,
    stdin: 'ignore',
    reject: false,
    buffer: false,
  });
  if (running.pid !== undefined) child.onStart?.(running.pid);
  try {
    const [result] = await Promise.all([
      running,
      handOn(running.stdout, child.onStdout),
      handOn(running.stderr, child.onStderr),
    ]);
    const exitCode = result.exitCode ?? null;
    if (result.isCanceled) return { ended: 'aborted', exitCode, problem: '' };
    if (result.timedOut) return { ended: 'timeLimit', exitCode, problem: '' };
    if (exitCode !== null || result.signal !== undefined) return { ended: 'itself', exitCode, problem: '' };
    return { ended: 'notStarted', exitCode, problem: result.originalMessage ?? 'it could not be started' };
  } finally {
    // Of no effect but after a callback that threw.
    running.kill();
  }
}

async function handOn(stream: NodeJS.ReadableStream, onText: (text: string) => void): Promise<void> {
  stream.setEncoding('utf8');
  for await (const text of unbroken(stream)) onText(text);
}

/** A pipe that breaks with its program says nothing that the program's end does not say. */
async function* unbroken(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  try {
    for await (const chunk of stream) yield String(chunk);
  } catch {
    return;
  }
}
