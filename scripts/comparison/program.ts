import { execa } from 'execa';
import { NoAnswer } from './tool.ts';

/** How a program ended, and what it printed. */
export type End = { code: number; stdout: string; stderr: string };

/** Runs a program that has to end in time. It sees of the environment only what is given, and where programs are. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env, limitMs }: { cwd: string; env: Record<string, string>; limitMs: number },
): Promise<End> {
  const { exitCode, stdout, stderr, timedOut, shortMessage } = await execa(program, args, {
    cwd,
    env: { ...env, PATH: process.env.PATH, HOME: process.env.HOME },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    timeout: limitMs,
  });
  if (timedOut) throw tooLate(limitMs);
  if (exitCode === undefined) throw new Error(shortMessage);
  return { code: exitCode, stdout, stderr };
}

/** Runs an installer, which prints to standard error and has to succeed. */
export async function install(program: string, args: readonly string[]): Promise<void> {
  await execa(program, args, { stdio: ['ignore', 2, 2] });
}

/** Starts a program that runs until it is stopped, in time, and waits for the line in which it says that it is ready. */
export async function startProgram(
  program: string,
  args: readonly string[],
  { cwd, ready, limitMs }: { cwd: string; ready: RegExp; limitMs: number },
): Promise<{ said: string; stop(): Promise<void> }> {
  const child = execa(program, args, {
    cwd,
    reject: false,
    stdin: 'ignore',
    stderr: 'ignore',
    buffer: false,
    timeout: limitMs,
  });
  const stop = async (): Promise<void> => {
    child.kill();
    if ((await child).timedOut) throw tooLate(limitMs);
  };
  let printed = '';
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(chunk);
    const [, said] = ready.exec(printed) ?? [];
    if (said === undefined) continue;
    child.stdout.resume();
    return { said, stop };
  }
  const { timedOut, shortMessage } = await child;
  throw timedOut ? tooLate(limitMs) : new Error(`${shortMessage ?? `${program} ended`}\n${printed}`);
}

const tooLate = (limitMs: number): NoAnswer => new NoAnswer(`no answer within ${limitMs / 1000} s`);
