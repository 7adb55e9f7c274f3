import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import type { Io } from '../cli/io.ts';
import { run } from '../cli/program.ts';

/** What a command line came to. */
export type Outcome = { code: number; stdout: string; stderr: string };

/** Runs a command line inside of this process, with nothing of this process's environment. */
export async function sendproof(
  argv: string[],
  {
    env = {},
    cwd = directory(),
    signal = new AbortController().signal,
    terminal,
  }: {
    env?: Record<string, string>;
    cwd?: string;
    signal?: AbortSignal;
    /** Somebody who reads what is for people, and answers. */
    terminal?: Pick<Io, 'stdin' | 'stderr'>;
  } = {},
): Promise<Outcome> {
  const stdout = sink();
  const stderr = sink();
  const nobody = { stdin: Readable.from([]), stderr: stderr.stream };
  const code = await run(argv, { env, cwd, signal, stdout: stdout.stream, ...(terminal ?? nobody) });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

/** An empty directory that is gone after the test. */
export function directory(): string {
  const path = mkdtempSync(join(tmpdir(), 'sendproof-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A profile on disk. */
export function profileFile(profile: unknown): string {
  const path = join(directory(), 'profile.json');
  writeFileSync(path, typeof profile === 'string' ? profile : JSON.stringify(profile));
  return path;
}

function sink() {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk, _, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}
