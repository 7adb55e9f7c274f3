import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import { directory, profileFile, sendproof } from './testing/cli.ts';

/** A run on the reference with a defect, and how to replay a case of it. */
async function runOn(defect: string, only: string) {
  const server = await serve({ defect });
  onTestFinished(() => server.close());
  const cwd = directory();
  const profile = profileFile(server.profile);
  const common = { env: server.env, cwd };
  await sendproof(['contract', '--target', profile, '--engine', 'probe', '--only', only, '--out', 'run'], common);
  return {
    server,
    replay: (id: string, options = {}) =>
      sendproof(['replay', join(cwd, 'run'), id, '--json'], { ...common, ...options }),
  };
}

const failed = 'request.body.content.minLength/0';

test('what failed fails again, and both exchanges are shown', async () => {
  const { replay, server } = await runOn('content-empty-accepted', 'request.body.content.minLength');
  const { code, stdout } = await replay(failed);
  expect(code).toBe(1);
  const { before, again, verdictsNow } = JSON.parse(stdout);
  expect(again.request.body).toEqual(before.request.body);
  expect(again.id).not.toBe(before.id);
  expect(again.answer.status).toBe(200);
  expect(verdictsNow).toContainEqual(
    expect.objectContaining({ clause: 'request.body.content.minLength', outcome: 'failed' }),
  );
  for (const token of Object.values(server.env)) expect(stdout).not.toContain(token);
});

test('what was drawn at random is sent as it was', async () => {
  const { replay } = await runOn('content-empty-accepted', 'request.body.content.minLength');
  const { stdout } = await replay('request.body.content.minLength/drawn');
  const { before, again } = JSON.parse(stdout);
  expect(again.request.body).toEqual(before.request.body);
});

test('what passed passes again', async () => {
  const { replay } = await runOn('content-empty-accepted', 'says.channel');
  expect((await replay('says.channel/teams')).code).toBe(0);
});

test('a target that is gone is no answer', async () => {
  const { replay, server } = await runOn('content-empty-accepted', 'says.channel');
  await server.close();
  expect((await replay('says.channel/teams')).code).toBe(3);
});

test.each([
  ['a case that the run does not have', 'says.nothing', {}, 'no exchange of a case called says.nothing'],
  ['tokens that are not set', 'says.channel/teams', { env: {} }, 'SENDPROOF_REFERENCE_TOKEN, which is not set'],
])('%s: misuse, and nothing is sent', async (_, id, options, words) => {
  const { replay } = await runOn('content-empty-accepted', 'says.channel');
  const { code, stderr } = await replay(id, options);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
