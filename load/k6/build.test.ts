import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BuildOutcome, buildK6 } from './build.ts';
import { findK6 } from './find.ts';
import { fakeClone, fakeK6, fakeProgram, placeOf } from './testing/fakes.ts';

/** A Go that "compiles" a k6 of version 1.8.1 to the path behind -o. */
const GO = `
[ "$1" = version ] && exit 0
while [ "$1" != -o ]; do shift; done
echo 'go: downloading go.k6.io/k6 v1.8.1' >&2
printf '#!/bin/sh\\necho "{\\\\"version\\\\":\\\\"v1.8.1\\\\"}"\\n' > "$2"
chmod +x "$2"`;

test('builds the version that go.mod names, once, and findK6 finds it', async () => {
  const root = await fakeClone('1.8.1');
  await fakeProgram(join(root, 'bin', 'go'), GO);
  const path = `${join(root, 'bin')}:/usr/bin:/bin`;
  const lines: string[] = [];
  const place = await placeOf(root);

  expect(await buildK6({ root, path, onLine: (line) => lines.push(line) })).toEqual({
    kind: 'built',
    path: place,
    version: '1.8.1',
  });
  expect(lines).toEqual(['go: downloading go.k6.io/k6 v1.8.1']);
  expect(await readdir(join(root, '.tools'))).toEqual([expect.stringMatching(/^k6-1\.8\.1-[0-9a-f]{10}$/)]);
  expect(await findK6({ root })).toMatchObject({ kind: 'found', path: place });
  expect(await buildK6({ root, path: '' })).toMatchObject({ kind: 'present', path: place });
});

test('a build of the wrong version is replaced', async () => {
  const root = await fakeClone('1.8.1');
  await fakeProgram(join(root, 'bin', 'go'), GO);
  await fakeK6(await placeOf(root), '1.7.0');
  expect(await buildK6({ root, path: `${join(root, 'bin')}:/usr/bin:/bin` })).toMatchObject({ kind: 'built' });
  expect(await findK6({ root })).toMatchObject({ kind: 'found', version: '1.8.1' });
});

test.each([
  ['main.go', 'package main'],
  ['cells/cells.go', 'package cells'],
  ['go.sum', 'a checksum'],
])('a change of %s makes another build, and the one before goes', async (name, text) => {
  const root = await fakeClone('1.8.1');
  await fakeProgram(join(root, 'bin', 'go'), GO);
  const path = `${join(root, 'bin')}:/usr/bin:/bin`;
  const before = await buildK6({ root, path });
  await fakeProgram(join(root, 'load', 'k6', name), text);
  expect(await findK6({ root })).toMatchObject({ kind: 'missing' });
  expect(await buildK6({ root, path })).toMatchObject({
    kind: 'built',
    path: expect.not.stringMatching(pathOf(before)),
  });
  expect(await readdir(join(root, '.tools'))).toHaveLength(1);
});

test('a cache keeps the build instead of the clone, and those of other projects', async () => {
  const [root, other] = [await fakeClone('1.8.1'), await fakeClone('1.8.1')];
  await fakeProgram(join(root, 'bin', 'go'), GO);
  await fakeProgram(join(other, 'load', 'k6', 'main.go'), 'package main');
  const shared = { cache: join(root, 'cache'), path: `${join(root, 'bin')}:/usr/bin:/bin` };
  for (const one of [root, other]) expect(await buildK6({ root: one, ...shared })).toMatchObject({ kind: 'built' });
  expect(await readdir(shared.cache)).toHaveLength(2);
  for (const one of [root, other])
    expect(await findK6({ root: one, ...shared })).toMatchObject({ kind: 'found', via: 'pinned' });
  expect(await findK6({ root, path: '' })).toMatchObject({ kind: 'missing' });
});

test('tests and what they run do not change the build', async () => {
  const root = await fakeClone('1.8.1');
  const before = await placeOf(root);
  for (const name of ['main_test.go', 'testing/fastserver/main.go', 'find.ts'])
    await fakeProgram(join(root, 'load', 'k6', name), '');
  expect(await placeOf(root)).toBe(before);
});

function pathOf(outcome: BuildOutcome): string {
  return 'path' in outcome ? outcome.path : 'none';
}

test('no Go: says so and what to install', async () => {
  const root = await fakeClone('1.8.1');
  expect(await buildK6({ root, path: root })).toMatchObject({
    kind: 'no-go',
    why: expect.stringContaining('1.8.1'),
    hint: expect.stringMatching(/install Go.*--k6 PATH/),
  });
});

test('a build that fails says why and leaves nothing behind', async () => {
  const root = await fakeClone('1.8.1');
  await fakeProgram(
    join(root, 'bin', 'go'),
    '[ "$1" = version ] && exit 0; echo "no space left on device" >&2; exit 1',
  );
  expect(await buildK6({ root, path: `${join(root, 'bin')}:/usr/bin:/bin` })).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('no space left on device'),
    hint: expect.stringContaining('sendproof setup'),
  });
  expect(await readdir(join(root, '.tools'))).toEqual([]);
});

test('an interrupted build leaves nothing behind', async () => {
  const root = await fakeClone('1.8.1');
  await fakeProgram(join(root, 'bin', 'go'), '[ "$1" = version ] && exit 0; echo started >&2; exec tail -f /dev/null');
  const abort = new AbortController();
  const outcome = await buildK6({
    root,
    path: `${join(root, 'bin')}:/usr/bin:/bin`,
    signal: abort.signal,
    onLine: () => abort.abort(),
  });
  expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('interrupted') });
  expect(await readdir(join(root, '.tools'))).toEqual([]);
});
