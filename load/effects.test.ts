import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type K6Run, nodeEffects } from './effects.ts';
import { fakeClone, fakeProgram } from './k6/testing/fakes.ts';

const { runK6, withScratch, writePrivate } = nodeEffects();

async function program(script: string, change: Partial<K6Run> = {}) {
  const directory = await fakeClone(null);
  let stdout = '';
  const end = await runK6({
    path: await fakeProgram(join(directory, 'k6'), script),
    args: [],
    env: {},
    cwd: directory,
    timeLimit: 60_000,
    signal: undefined,
    onText: (text) => {
      stdout += text;
    },
    onUse: () => {},
    ...change,
  });
  return { ...end, stdout };
}

test('all of the output is read before the end is told; of the error output the last part is kept', async () => {
  const script = 'i=0; while [ $i -lt 3000 ]; do echo "line $i"; echo "error $i" >&2; i=$((i+1)); done; exit 7';
  const end = await program(script);
  expect(end).toMatchObject({ ended: 'itself', exitCode: 7 });
  expect(end.stdout.split('\n')).toHaveLength(3001);
  expect(end.stderr.length).toBeLessThanOrEqual(4000);
  expect(end.stderr).toMatch(/error 2999\n$/);
});

test('the environment is our own: no proxy, no K6_ variable, nothing secret of the user', async () => {
  for (const name of ['HTTPS_PROXY', 'K6_OUT', 'K6_VUS', 'GITHUB_TOKEN']) vi.stubEnv(name, 'from-the-user');
  const end = await program('env', { env: { SENDPROOF_LOAD: 'settings' } });
  vi.unstubAllEnvs();
  expect(end.stdout).toContain('SENDPROOF_LOAD=settings');
  expect(end.stdout).toContain('PATH=');
  expect(end.stdout).not.toContain('from-the-user');
});

test('past its time limit a program is stopped', async () => {
  expect(await program('exec tail -f /dev/null', { timeLimit: 100 })).toMatchObject({ ended: 'timeLimit' });
});

test('a program that does not heed the interruption is killed', async () => {
  const abort = new AbortController();
  let pid = '';
  const end = await program('trap "" INT; echo $$; exec tail -f /dev/null', {
    signal: abort.signal,
    onText: (text) => {
      pid += text;
      abort.abort();
    },
  });
  expect(end).toMatchObject({ ended: 'aborted', exitCode: null });
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});

test('a bug in who listens comes out, and the program is not left running', async () => {
  let pid = '';
  const run = program('echo $$; exec tail -f /dev/null', {
    onText: (text) => {
      pid += text;
      throw new Error('bug');
    },
  });
  await expect(run).rejects.toThrow('bug');
  await vi.waitFor(() => expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH'));
});

test('a program that can not be started is told, not thrown', async () => {
  expect(await program('', { path: '/no/such/k6' })).toMatchObject({
    ended: 'notStarted',
    exitCode: null,
    stderr: expect.stringContaining('ENOENT'),
  });
});

test('what lies in the scratch directory is private, and is gone afterwards, also after a failure', async () => {
  const parent = join(await fakeClone(null), 'made', 'when', 'missing');
  const path = await withScratch(parent, async (directory) => {
    const file = join(directory, 'smoke.js');
    await writePrivate(file, 'text');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    return directory;
  });
  await expect(stat(path)).rejects.toThrow('ENOENT');
  let failed = '';
  const failing = withScratch(parent, async (directory) => {
    failed = directory;
    throw new Error('disk full');
  });
  await expect(failing).rejects.toThrow('disk full');
  await expect(stat(failed)).rejects.toThrow('ENOENT');
});
