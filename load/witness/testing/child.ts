import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** For tests: a program that lives until the test ends. */
export type Child = {
  pid: number;
  /** Sends a line; resolves with the next line that it says. */
  ask: (line: string) => Promise<string>;
  /** Ends it and waits until it is gone. */
  end: () => Promise<void>;
};

/** For tests: Node running `code`, in which `on(word, () => answer)` says what to do when asked. */
export async function startNode(code: string): Promise<Child> {
  const answers = `
    const asked = new Map();
    const on = (word, answer) => asked.set(word, answer);
    ${code}
    require('node:readline').createInterface(process.stdin).on('line', async (word) => {
      console.log(String(await asked.get(word)()));
    });`;
  return start(process.execPath, ['-e', answers]);
}

/** For tests: any program that runs until its standard input ends. */
export async function start(file: string, args: string[]): Promise<Child> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  const end = () => {
    child.kill('SIGKILL');
    return ended;
  };
  onTestFinished(end);
  return { pid: child.pid ?? 0, ask: (line) => ask(child, line), end };
}

function ask({ stdin, stdout }: ChildProcess, line: string): Promise<string> {
  return new Promise((resolve) => {
    stdout?.once('data', (text) => resolve(String(text).trim()));
    stdin?.write(`${line}\n`);
  });
}
