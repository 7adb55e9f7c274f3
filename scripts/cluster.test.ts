import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import { findK6 } from '../load/k6/find.ts';
import type { Load } from '../load/sample.ts';
import { SETTINGS_VARIABLE } from '../load/scenarios/settings.ts';
import { root } from './cli/io.ts';
import { directory, profileFile, sendproof } from './testing/cli.ts';

const TOKEN = 'pl_secret_0123456789';
const profile = {
  name: 'acme',
  baseUrl: 'https://staging.acme.example/api/v2',
  consent: 'test threads only',
  tokens: { full: { env: 'ACME_TOKEN' } },
  states: { 'email-thread': { thread: 'thr_1' }, 'teams-thread': { thread: 'thr_2' } },
  limits: { requests: 100_000, ratePerSecond: 500 },
};

async function written(argv: string[], env = { ACME_TOKEN: TOKEN }) {
  const out = join(directory(), 'cluster');
  const command = ['load', '--target', profileFile(profile), '--yes-load', ...argv, '--out', out];
  return { out, ...(await sendproof(command, { env })) };
}

test('manifests are written without a token, and it is said what to do with them; nothing is sent', async () => {
  const { out, code, stderr } = await written([
    '--kubernetes',
    '--runners',
    '3',
    '--image',
    'registry.acme.example/k6:1',
  ]);
  expect(code).toBe(0);
  for (const name of ['testrun.yaml', 'sendproof.js', 'settings.json', 'plan.json'])
    expect(readFileSync(join(out, name), 'utf8')).not.toContain(TOKEN);
  expect(readFileSync(join(out, 'testrun.yaml'), 'utf8')).toContain('parallelism: 3');
  for (const words of ['500 requests', 'ACME_TOKEN=$ACME_TOKEN', 'kubectl create -f', 'sendproof report'])
    expect(stderr).toContain(words);
  expect(stderr).not.toContain(TOKEN);
});

test('for the cloud: script and settings alone', async () => {
  const { out, code, stderr } = await written(['--cloud']);
  expect(code).toBe(0);
  expect(stderr).toContain('k6 cloud run');
  expect(readFileSync(join(out, 'settings.json'), 'utf8')).toContain('{"env":"ACME_TOKEN"}');
});

test.each([
  ['breakpoint', ['--scenario', 'breakpoint', '--kubernetes'], 'decides after each step'],
  ['more than a log holds', ['--scenario', 'average', '--kubernetes'], 'PersistentVolumeClaim'],
  ['more runners than users', ['--kubernetes', '--runners', '900', '--image', 'x:1'], '900 runners'],
])('%s is refused, with what to do', async (_, argv, words) => {
  const { code, stderr } = await written(argv);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

/** Runs k6 here as its runners would run there, and leaves their logs in the directory. */
async function runHere(out: string, baseUrl: string, env: Record<string, string>): Promise<void> {
  const k6 = await findK6({ root });
  if (k6.kind === 'missing') throw new Error(k6.why);
  const settings = JSON.parse(readFileSync(join(out, 'settings.json'), 'utf8'));
  for (const [index, segment] of ['0:1/2', '1/2:1'].entries()) {
    const argv = ['run', '--quiet', '--out', 'sendproof=-', '--execution-segment', segment];
    const sequence = ['--execution-segment-sequence', '0,1/2,1'];
    // The reference answers in this very process: it must not be held up.
    const { stdout } = await execa(k6.path, [...argv, ...sequence, join(out, 'sendproof.js')], {
      env: { ...env, HOME: out, [SETTINGS_VARIABLE]: JSON.stringify({ ...settings, baseUrl }) },
      extendEnv: false,
    });
    writeFileSync(join(out, `runner-${index + 1}.log`), `some words of k6\n${stdout}\n`);
  }
}

test('what runners wrote is added up to one load; when one is missing, the result is not valid', async () => {
  const server = await serve();
  try {
    const states = Object.fromEntries(
      ['email-thread', 'teams-thread'].map((name) => [name, Reflect.get(server.profile.states, name)]),
    );
    const target = profileFile({ ...profile, states });
    const out = join(directory(), 'cluster');
    const token = server.env.SENDPROOF_REFERENCE_TOKEN ?? '';
    const argv = ['--yes-load', '--kubernetes', '--runners', '2', '--image', 'x:1', '--duration', '4s', '--out', out];
    expect(await sendproof(['load', '--target', target, ...argv], { env: { ACME_TOKEN: token } })).toMatchObject({
      code: 0,
    });
    const none = await sendproof(['report', out]);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('runner-1.log');
    await runHere(out, server.url, { ACME_TOKEN: token });
    const whole = await sendproof(['report', out, '--json', '--quiet']);
    const { loads }: { loads: Load[] } = JSON.parse(whole.stdout);
    expect(loads[0]?.whyNotValid).toEqual([]);
    expect(loads[0]?.channels.map(({ channel, requests, failed }) => [channel, requests, failed])).toEqual([
      ['email', 100, 0],
      ['teams', 100, 0],
    ]);
    expect(whole.code).toBe(0);
    writeFileSync(join(out, 'runner-2.log'), 'gone\n');
    const part = await sendproof(['report', out, '--json', '--quiet']);
    expect(part.code).toBe(3);
    expect(JSON.parse(part.stdout).loads[0].whyNotValid.join()).toContain('runner-2.log holds no line of a runner');
  } finally {
    await server.close();
  }
}, 60_000);
