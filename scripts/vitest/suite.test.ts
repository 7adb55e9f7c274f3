import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../fixtures/reference/index.ts';

const root = join(import.meta.dirname, '../..');
const profile = 'acme.json';

/** Suites that do not simply pass or fail; each is a file of its own, as a team would write it. */
const suites = {
  'left-out': `const { 'unknown-thread': _, ...states } = profile.states;
    states['slack-thread'] = 'inapplicable';
    states['teams-thread'] = { untested: 'no licence yet' };
    contractSuite({ target: { ...profile, states }, only: ['says.channel', 'means.thread_id.exists/unknown', 'says.slack-channel-id/given'], engines: ['probe'] });`,
  waived: `contractSuite({ target: '${profile}', only: ['says.channel'], waivers: 'waivers.json', engines: ['probe'] });`,
  nobody: `contractSuite({ target: { ...profile, baseUrl: 'http://127.0.0.1:9' }, only: ['says.channel'] });`,
  misuse: `contractSuite({ target: { ...profile, baseUrl: 'ftp://127.0.0.1' }, only: ['says.channel'] });`,
  unknown: `contractSuite({ target: '${profile}', only: ['says.chanel'] });`,
};

let directory: string;
let told: string;

const whole = 'the run gives a whole answer';

/** What vitest says of each test of a file: its sign, its name, why it was skipped. */
function linesOf(file: string): string[] {
  return told.split('\n').filter((one) => /^ +[✓×↓]/.test(one) && one.includes(` ${file}.test.ts > `));
}

function line(file: string, title: string): string | undefined {
  return linesOf(file).find((one) => one.includes(` > ${title} `));
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sendproof-suite-'));
  const server = await serve({ defect: 'channel-always-email' });
  const waiver = { clause: 'says.channel', reason: 'mended next week', owner: 'Ana', expires: '2999-01-01' };
  writeFileSync(join(directory, profile), JSON.stringify(server.profile));
  writeFileSync(join(directory, 'waivers.json'), JSON.stringify({ waivers: [waiver] }));
  const imports = `import { readFileSync } from 'node:fs';
    import { contractSuite } from ${JSON.stringify(join(root, 'scripts/vitest/index.ts'))};
    const profile = JSON.parse(readFileSync('${profile}', 'utf8'));`;
  for (const [name, suite] of Object.entries(suites))
    writeFileSync(join(directory, `${name}.test.ts`), `${imports}\n${suite}\n`);
  const argv = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=verbose', '--maxWorkers=2'];
  const env = { ...server.env, NO_COLOR: '1' };
  const run = await execa(process.execPath, argv, { cwd: directory, env, reject: false, all: true, stdin: 'ignore' });
  told = run.all;
  await server.close();
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('what does not apply and what the profile leaves out is skipped, with the reason', () => {
  expect(line('left-out', 'a Slack thread, channel_id given')).toMatch(/↓.*\[this does not apply to the target/);
  expect(line('left-out', 'a plain message on a Teams thread')).toMatch(/↓.*\[no licence yet\]/);
  expect(line('left-out', 'a thread that does not exist')).toMatch(/↓.*\[the profile names no unknown-thread\]/);
  expect(line('left-out', 'a plain message on a live chat thread')).toMatch(/×/);
});

test('what is left out without a reason leaves the answer open, and only that', () => {
  expect(line('left-out', whole)).toMatch(/×/);
  expect(told).toMatch(/\d+ cases? untested: the profile names no unknown-thread/);
  expect(told).not.toContain('untested: no licence yet');
});

test('what is waived is skipped, with whose waiver and what failed', () => {
  const waived = line('waived', 'a plain message on a live chat thread');
  expect(waived).toMatch(/↓.*\[waived until 2999-01-01 by Ana: mended next week \(.*"email" on a thread of live_chat/);
  expect(line('waived', whole)).toMatch(/✓/);
});

test.each([
  ['nobody', 'http://127.0.0.1:9 does not answer'],
  ['misuse', 'the target of the suite is not a valid profile:\n  /baseUrl must match pattern'],
])('no test passes or is skipped when there was no run: %s', (file, words) => {
  expect(linesOf(file).length).toBeGreaterThan(1);
  expect(linesOf(file).filter((one) => !/^ +×/.test(one))).toEqual([]);
  expect(told).toContain(words);
});

test('a case that there is not fails the file, and says what to do', () => {
  expect(linesOf('unknown')).toEqual([]);
  expect(told).toMatch(/FAIL +unknown\.test\.ts/);
  expect(told).toMatch(/no case and no clause is called says\.chanel\n +"sendproof plan" lists them/);
});
