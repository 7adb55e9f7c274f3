import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Profile } from '../../../contracts/target/profile-schema.ts';
import { misuse, noAnswer } from '../errors.ts';
import { forUser, fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';

const usual = 'sendproof.profile.json';

export function initCommand(io: Io, end: (code: number) => void) {
  const where = `the file to write (default: ${usual})`;
  return command('init', 'write a profile by asking', 'sendproof init --out staging.json', where).action(
    async ({ out, json, quiet }) => {
      if (!io.stdin.isTTY || !io.stderr.isTTY)
        throw misuse(
          'init asks questions, and there is no terminal to ask them at',
          'Run it in a terminal, or write the profile by hand: README.md has an example.',
        );
      // Loaded here: no other command asks anything.
      const { askAt } = await import('../init/ask.ts');
      const { profileFrom } = await import('../init/questions.ts');
      const ask = askAt(io);
      const file = fromUser(io, out ?? usual);
      const shown = forUser(io, file);
      if (existsSync(file) && !(await ask.confirm(`${shown} is there already. Write over it?`)))
        throw noAnswer(`${shown} stays as it is`, 'Give another file by --out.');
      const profile = await profileFrom(ask, io.env);
      write(file, `${JSON.stringify(profile, null, 2)}\n`);
      if (json) io.stdout.write(`${JSON.stringify({ profile: file })}\n`);
      if (!quiet) io.stderr.write(nextSteps(shown, profile, io.env));
      end(0);
    },
  );
}

function write(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw misuse(`${file} cannot be written (${error.code})`, 'Give another file by --out.');
  }
}

function nextSteps(file: string, { tokens }: Profile, env: Io['env']): string {
  const variables = Object.values(tokens).flatMap((token) => ('env' in token && !env[token.env] ? [token.env] : []));
  return [
    '',
    `${file} is written. Next:`,
    ...variables.map((name) => `  export ${name}=…`),
    `  npx sendproof contract --target ${file}`,
    '',
  ].join('\n');
}
