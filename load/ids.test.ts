import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openIds } from './ids.ts';

async function scratch(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-ids-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

test('counts each id that was given before, whatever is in it and however far apart', async () => {
  const directory = await scratch();
  const id = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 4 }), fc.constantFrom('a', 'b', '\n', '"'));
  fc.assert(
    fc.property(fc.array(fc.array(id, { maxLength: 50 }), { maxLength: 8 }), (batches) => {
      const store = openIds(directory);
      for (const batch of batches) store.add(batch);
      const all = batches.flat();
      const { checked, count, first } = store.repeated();
      expect(checked).toBe(all.length);
      expect(count).toBe(all.length - new Set(all).size);
      expect(first).toBe(all.find((one, index) => all.indexOf(one) < index) ?? null);
      store.close();
    }),
  );
  expect(await readdir(directory)).toEqual([]);
});

test('a hundred thousand different ids, and one that comes again at the end', async () => {
  const store = openIds(await scratch());
  for (let batch = 0; batch < 100; batch += 1)
    store.add(Array.from({ length: 1000 }, (_, index) => `msg_${batch * 1000 + index}`));
  expect(store.repeated()).toEqual({ checked: 100_000, count: 0, first: null });
  store.add(['msg_7', 'x'.repeat(100_000), 'x'.repeat(100_000)]);
  expect(store.repeated()).toEqual({ checked: 100_003, count: 2, first: 'msg_7' });
  store.close();
});
