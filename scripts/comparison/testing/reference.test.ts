import { expect, test } from 'vitest';
import { open, subjects } from './reference.ts';

test('defects that show only under load are left out; the rest is there, and every name once', () => {
  const names = subjects.map(({ name }) => name);
  expect(names).toContain('clean');
  expect(names).toContain('content-empty-accepted');
  expect(names).not.toContain('load-errors');
  expect(new Set(names).size).toBe(names.length);
});

test('the requests that reach a server are counted, and not those of its neighbour', async () => {
  const one = await open({ kind: 'defect', name: 'content-empty-accepted', title: '' });
  const other = await open({ kind: 'clean', name: 'clean', title: '' });
  for (const { url } of [one, one, other]) await fetch(`${url}/threads/thr_email/messages`, { method: 'POST' });
  expect([one.requests(), other.requests()]).toEqual([2, 1]);
  await Promise.all([one.close(), other.close()]);
});
