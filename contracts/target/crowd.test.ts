import { expect, test } from 'vitest';
import { openCrowd } from './crowd.ts';

/** Lets as many in as come in at once; the others wait. */
async function letIn(crowd: ReturnType<typeof openCrowd>, wanted: number): Promise<() => number> {
  let inside = 0;
  for (let one = 0; one < wanted; one += 1) void crowd.enter().then(() => (inside += 1));
  await settled();
  return () => inside;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('nobody waits as long as the target takes everything', async () => {
  const inside = await letIn(openCrowd(), 50);
  expect(inside()).toBe(50);
});

test('"later" halves what may be under way, down to one and never to none', async () => {
  const crowd = openCrowd();
  await letIn(crowd, 8);
  for (let one = 0; one < 8; one += 1) crowd.leave(true);
  const inside = await letIn(crowd, 3);
  expect(inside()).toBe(1);
  crowd.leave(true);
  await settled();
  expect(inside()).toBe(2);
});

test('everybody who waits comes in sooner or later', async () => {
  const crowd = openCrowd();
  await letIn(crowd, 4);
  for (let one = 0; one < 4; one += 1) crowd.leave(true);
  const inside = await letIn(crowd, 20);
  for (let one = 0; one < 20; one += 1) {
    crowd.leave(false);
    await settled();
  }
  expect(inside()).toBe(20);
});

test('trust grows again', async () => {
  const crowd = openCrowd();
  await letIn(crowd, 1);
  crowd.leave(true);
  for (let one = 0; one < 100; one += 1) {
    await crowd.enter();
    crowd.leave(false);
  }
  const inside = await letIn(crowd, 5);
  expect(inside()).toBe(2);
});
