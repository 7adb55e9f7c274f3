import { expect, test } from 'vitest';
import { untilAnswers } from './wait.ts';

/** A world in which only waiting takes time, and a service that gives these answers in turn, the last of them for good. */
function world(answers: (number | 'nothing')[]) {
  let time = 0;
  const asked: number[] = [];
  return {
    asked,
    now: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
    fetch: async () => {
      asked.push(time);
      const answer = answers[Math.min(asked.length, answers.length) - 1];
      if (answer === undefined || answer === 'nothing') throw new TypeError('fetch failed');
      return new Response('', { status: answer });
    },
    signal: new AbortController().signal,
  };
}

test.each([200, 401, 404, 500])('an answer %i is one', async (status) => {
  const service = world([status]);
  expect(await untilAnswers('http://a.test', 60_000, service)).toBe(true);
  expect(service.asked).toEqual([0]);
});

test('waits while nothing answers, or a proxy for it, and no longer', async () => {
  const service = world(['nothing', 503, 502, 404]);
  expect(await untilAnswers('http://a.test', 60_000, service)).toBe(true);
  expect(service.asked).toHaveLength(4);
});

test('gives up when the time is over', async () => {
  const service = world(['nothing']);
  expect(await untilAnswers('http://a.test', 10_000, service)).toBe(false);
  expect(service.asked.at(-1)).toBe(10_000);
});
