import { fork } from 'node:child_process';

export type ChildOptions = {
  signal: AbortSignal;
  /** Milliseconds after which it is killed. */
  limitMs: number;
  /** Besides PATH, the only variables that it gets: tokens are in the environment, and engines need none. */
  env?: Record<string, string>;
};

/** How a child ended: stopped by the signal, or by itself, with its exit code or signal and its last words. */
export type ChildEnd = { kind: 'stopped' } | { kind: 'ended'; how: string; words: string };

/** Starts a module in a process of its own, gives it a job, and hears its reports until it ends. */
export function runChild<Report>(
  module: URL,
  job: object,
  { signal, limitMs, env = {} }: ChildOptions,
  onReport: (report: Report) => void,
): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    const child = fork(module, {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=DEP0060', '--disable-warning=DEP0169'],
      env: { PATH: process.env.PATH, ...env },
      signal,
      timeout: limitMs,
      killSignal: 'SIGKILL',
    });
    let words = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      words = `${words}${chunk}`.slice(-2000);
    });
    child.on('message', onReport);
    child.once('error', (error) => (signal.aborted ? resolve({ kind: 'stopped' }) : reject(error)));
    child.once('close', (code, killed) => {
      if (signal.aborted) resolve({ kind: 'stopped' });
      else resolve({ kind: 'ended', how: killed ?? `exit code ${code}`, words: words.trim() });
    });
    child.send(job);
  });
}

/** In the child: ends with its parent, also when that is gone already. */
export function endWithParent(): void {
  process.once('disconnect', () => process.exit());
  if (!process.connected) process.exit();
}
