import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { ExpectedError } from '../cli/errors.ts';
import { loadTarget } from '../cli/inputs.ts';
import { fromUser, type Io } from '../cli/io.ts';
import type { World } from './checks.ts';
import { gitlabToken } from './gitlab.ts';
import { untilAnswers } from './wait.ts';

const main = fileURLToPath(new URL(`../cli/main${extname(import.meta.url)}`, import.meta.url));

/** The end of what a command says is enough to know why it gave no answer. */
const mostWords = 2_000;

/** The real effects. `log` takes what the commands say; it may be read by somebody who obeys commands in it. */
export function openWorld(
  io: Io,
  {
    waitSeconds,
    quiet,
    log,
    begin,
  }: { waitSeconds: number; quiet: boolean; log: NodeJS.WritableStream; begin: World['begin'] },
): World {
  return {
    begin,
    fromUser: (path) => fromUser(io, path),
    git: async (argv) => {
      const { exitCode, stdout, stderr, shortMessage } = await execa('git', argv, {
        cwd: io.cwd,
        // Where it would ask for a password, nobody is there to answer.
        env: { ...io.env, GIT_TERMINAL_PROMPT: '0' },
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        timeout: 300_000,
        cancelSignal: io.signal,
      });
      return { code: exitCode ?? -1, stdout, stderr: exitCode === undefined ? String(shortMessage) : stderr };
    },
    sendproof: async (argv) => {
      // What comments on the result is no business of what finds it.
      const { GITHUB_TOKEN: _, [gitlabToken]: __, ...env } = io.env;
      const child = execa(process.execPath, [main, ...argv], {
        cwd: io.cwd,
        env,
        extendEnv: false,
        reject: false,
        stdin: 'ignore',
        buffer: false,
        cancelSignal: io.signal,
      });
      let words = '';
      for (const stream of [child.stdout, child.stderr])
        if (quiet) stream.resume();
        else stream.pipe(log, { end: false });
      child.stderr.on('data', (chunk) => {
        words = `${words}${chunk}`.slice(-mostWords);
      });
      const { exitCode } = await child;
      return { code: exitCode === 0 || exitCode === 1 || exitCode === 2 ? exitCode : 3, words };
    },
    untilAnswers: async (profile) => {
      const url = baseUrlOf(io, profile);
      if (url === undefined) return;
      const { signal } = io;
      const pause = async (milliseconds: number) => {
        await sleep(milliseconds);
      };
      const world = { fetch, now: () => performance.now(), sleep: pause, signal };
      if (!(await untilAnswers(url, waitSeconds * 1000, world)) && !quiet)
        log.write(`${url} does not answer within ${waitSeconds} s\n`);
    },
  };
}

/** Nothing for a profile that is wrong: the command that takes it says what is. */
function baseUrlOf(io: Io, profile: string): string | undefined {
  try {
    return loadTarget(io, profile).baseUrl;
  } catch (error) {
    if (error instanceof ExpectedError) return undefined;
    throw error;
  }
}
