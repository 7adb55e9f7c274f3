import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findK6 } from './find.ts';
import { fakeClone, fakeK6, fakeProgram, placeOf } from './testing/fakes.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('the pinned build of this very clone is there: `npm test` built it before', async () => {
  expect(await findK6({ root: ROOT })).toMatchObject({ kind: 'found', via: 'pinned', output: 'extension' });
});

test('the flag goes before the environment, that before the pinned build, and that before PATH', async () => {
  const root = await fakeClone('1.8.1');
  const bin = join(root, 'bin');
  const flag = await fakeK6(join(root, 'a', 'k6'), '1.2.0');
  const env = await fakeK6(join(root, 'b', 'k6'), '1.3.0');
  const onPath = await fakeK6(join(bin, 'k6'), '1.4.0');
  const pinned = await fakeK6(await placeOf(root), '1.8.1');
  const other = await fakeClone('1.8.1');

  expect(await findK6({ flag, env, root, path: bin })).toEqual({
    kind: 'found',
    path: flag,
    version: '1.2.0',
    via: 'flag',
    output: 'stream',
  });
  expect(await findK6({ env, root, path: bin })).toMatchObject({ path: env, version: '1.3.0', via: 'environment' });
  expect(await findK6({ env: '', root, path: bin })).toMatchObject({ path: pinned, version: '1.8.1', via: 'pinned' });
  expect(await findK6({ root: other, path: `/nowhere:${bin}` })).toMatchObject({
    path: onPath,
    version: '1.4.0',
    via: 'PATH',
  });
});

test('a k6 that lists our output has it, whichever way it was found', async () => {
  const root = await fakeClone(null);
  const extensions = '[{"module":"a","imports":["k6/x/a"]},{"module":"b","outputs":["sendproof"]}]';
  const flag = await fakeProgram(join(root, 'k6'), `echo '{"version":"v1.8.1","extensions":${extensions}}'`);
  expect(await findK6({ flag, root })).toMatchObject({ via: 'flag', output: 'extension' });
});

test.each(['flag', 'env'] as const)('a wrong %s is an error, though another k6 is there', async (how) => {
  const root = await fakeClone('1.8.1');
  await fakeK6(await placeOf(root), '1.8.1');
  const name = how === 'flag' ? '--k6' : 'SENDPROOF_K6';
  const wrong = {
    absent: join(root, 'no-such-k6'),
    noK6: await fakeProgram(join(root, 'other'), 'echo hello'),
    failing: await fakeProgram(join(root, 'failing'), 'exit 1'),
    old: await fakeK6(join(root, 'old'), '0.59.0'),
  };
  for (const path of Object.values(wrong)) {
    const found = await findK6({ [how]: path, root });
    expect(found).toMatchObject({
      kind: 'missing',
      why: expect.stringContaining(name),
      hint: expect.stringContaining(name),
    });
    expect(found).toMatchObject({ why: expect.stringContaining(path) });
  }
  expect(await findK6({ [how]: wrong.old, root })).toMatchObject({ why: expect.stringContaining('0.59.0') });
});

test('a pinned build of another version than go.mod names is not used', async () => {
  const root = await fakeClone('1.8.1');
  await fakeK6(await placeOf(root), '1.7.0');
  const found = await findK6({ root });
  expect(found).toMatchObject({ kind: 'missing', why: expect.stringContaining('1.7.0') });
});

test('a k6 on PATH that is too old is named, not used', async () => {
  const root = await fakeClone('1.8.1');
  await fakeK6(join(root, 'bin', 'k6'), '0.57.0');
  expect(await findK6({ root, path: join(root, 'bin') })).toMatchObject({
    kind: 'missing',
    why: expect.stringContaining('0.57.0'),
    hint: expect.stringContaining('sendproof setup'),
  });
});

test('nothing anywhere: says what to do; a go.mod without k6 is named', async () => {
  expect(await findK6({ root: await fakeClone('1.8.1'), path: '' })).toMatchObject({
    kind: 'missing',
    hint: expect.stringMatching(/sendproof setup.*--k6 PATH/),
  });
  expect(await findK6({ root: await fakeClone(null) })).toMatchObject({ why: expect.stringContaining('go.mod') });
});
