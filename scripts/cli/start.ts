import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { noAnswer } from './errors.ts';
import { type Io, root } from './io.ts';
import { withProcess } from './process.ts';
import { run } from './program.ts';

/** `npm start`: the whole job, on the reference implementation in a process of its own. */
await withProcess(async (io) => {
  const server = spawn(process.execPath, [join(root, 'scripts/cli/main.ts'), 'serve', '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Ctrl-C is for the audit; it ends the server when it is through with it.
    detached: true,
  });
  try {
    const { url, profile, env } = await listening(server, io);
    io.stderr.write(`Auditing the reference implementation at ${url}\n`);
    const argv = ['audit', '--target', profile, ...process.argv.slice(2)];
    return await run(argv, { ...io, cwd: root, env: { ...io.env, ...env } });
  } finally {
    server.kill('SIGTERM');
  }
});

type Listening = { url: string; profile: string; env: Record<string, string> };

async function listening(server: ChildProcess, io: Io): Promise<Listening> {
  const ended = once(server, 'exit').then(() => {
    throw noAnswer('the reference implementation did not start', 'Its own words stand above.');
  });
  if (!server.stdout) throw new TypeError('the server was started without a pipe');
  const [line] = await Promise.race([once(createInterface(server.stdout), 'line', { signal: io.signal }), ended]);
  return JSON.parse(String(line));
}
