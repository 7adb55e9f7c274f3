import { platform } from 'node:os';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerRaw, http } from '../../contracts/target/testing/servers.ts';
import { sourceOf, type TargetSample, type Use, watchEventLoop, watchTarget } from './watch.ts';

const use = (memory: number): Use => ({ memory, cpu: 1, sockets: 2, runtime: 'go', why: null });

describe('watching', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  function watch(read: () => Promise<Use>) {
    const samples: TargetSample[] = [];
    const stop = watchTarget({ read }, { every: 1000, now: Date.now, onSample: (sample) => samples.push(sample) });
    return { samples, stop };
  }

  test('takes a sample at once and every second, until it is stopped', async () => {
    let asked = 0;
    const { samples, stop } = watch(async () => use(++asked));
    await vi.advanceTimersByTimeAsync(2500);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(samples).toEqual([0, 1, 2].map((second) => ({ second, ...use(second + 1) })));
    expect(asked).toBe(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a source that hangs is not asked again before it has answered', async () => {
    const first = Promise.withResolvers<Use>();
    const answers = [first.promise, Promise.resolve(use(2))];
    const read = vi.fn(() => answers.shift() ?? Promise.resolve(use(3)));
    const { samples, stop } = watch(read);
    await vi.advanceTimersByTimeAsync(10_500);
    expect(read).toHaveBeenCalledTimes(1);
    expect(samples).toEqual([]);
    first.resolve(use(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(samples).toEqual([
      { second: 0, ...use(1) },
      { second: 11, ...use(2) },
    ]);
    stop();
  });

  test('what comes after the stop is not heard', async () => {
    const late = Promise.withResolvers<Use>();
    const { samples, stop } = watch(() => late.promise);
    stop();
    late.resolve(use(1));
    await vi.advanceTimersByTimeAsync(5000);
    expect(samples).toEqual([]);
  });

  test('a source that throws tells nothing, and is asked again', async () => {
    const { samples, stop } = watch(() => Promise.reject(new Error('broken')));
    await vi.advanceTimersByTimeAsync(1000);
    stop();
    const nothing = { memory: null, cpu: null, sockets: null, runtime: null, why: 'Error: broken' };
    expect(samples).toEqual([
      { second: 0, ...nothing },
      { second: 1, ...nothing },
    ]);
  });
});

test.runIf(platform() === 'linux')('a process is a source', async () => {
  const source = sourceOf({ pid: process.pid }, fetch);
  expect(source.name).toBe(`process ${process.pid}`);
  const found = await source.read();
  expect(found).toMatchObject({ runtime: 'node', why: null });
  expect(found.memory).toBeGreaterThan(1e6);
  expect(found.cpu).toBeGreaterThan(0);
});

test('a process that is not there says so', async () => {
  expect(await sourceOf({ pid: -1 }, fetch).read()).toMatchObject({
    memory: null,
    why: expect.stringMatching(/no such/),
  });
});

test('a page of metrics is a source, and says why it is none', async () => {
  const pages = ['process_resident_memory_bytes 7\npython_info 1\n', ''];
  const { url } = await answerRaw(() => http('HTTP/1.1 200 OK', pages.shift()));
  const source = sourceOf({ prometheus: url }, fetch);
  expect(source.name).toBe(url);
  expect(await source.read()).toEqual({ memory: 7, cpu: null, sockets: null, runtime: 'python', why: null });
  expect(await source.read()).toMatchObject({ memory: null, why: expect.stringMatching(/no metrics/) });
});

test('a busy event loop is noticed while it is watched', async () => {
  const watch = watchEventLoop();
  await looked();
  block(150);
  await expect.poll(watch.maxMs).toBeGreaterThan(120);
  watch.stop();
  const found = watch.maxMs();
  block(found + 150);
  await looked();
  expect(watch.maxMs()).toBe(found);
});

/** The loop is free until it must have been looked at. */
async function looked(): Promise<void> {
  const until = performance.now() + 50;
  await expect.poll(() => performance.now() > until, { interval: 1 }).toBe(true);
}

function block(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
