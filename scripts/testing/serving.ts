import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';

/** The reference implementation in a process of its own; its profile is put into `directory`. */
export async function serving(
  defect: string | undefined,
  directory: string,
): Promise<{ url: string; profile: string; env: Record<string, string>; close: () => Promise<void> }> {
  const which = defect === undefined ? [] : ['--defect', defect];
  const child = execa(
    process.execPath,
    ['scripts/cli/main.ts', 'serve', '--json', '--out', join(directory, 'profile.json'), ...which],
    { cwd: new URL('../..', import.meta.url), stdin: 'ignore', stderr: 'inherit', buffer: false, reject: false },
  );
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { url, profile, env } = JSON.parse(String(line));
  return {
    url,
    profile,
    env,
    close: async () => {
      child.kill('SIGTERM');
      await child;
    },
  };
}
