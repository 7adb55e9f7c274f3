import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHANNELS } from './scenarios/settings.ts';
import { addToTimeline, emptyTimeline, timelineRows } from './timeline.ts';

test('every answer is in the row of its second and channel, in order, however long the run', () => {
  // Answers come late by up to a minute, as the longest time limit allows.
  const answer = fc.record({ delay: fc.integer({ min: 0, max: 60 }), channel: fc.constantFrom(...CHANNELS) });
  fc.assert(
    fc.property(fc.array(answer, { minLength: 1, maxLength: 400 }), (answers) => {
      const timeline = emptyTimeline();
      const wanted = new Map<string, number>();
      for (const [index, { delay, channel }] of answers.entries()) {
        const second = Math.max(0, index * 2 - delay);
        addToTimeline(timeline, second, channel, 5);
        wanted.set(`${second} ${channel}`, (wanted.get(`${second} ${channel}`) ?? 0) + 1);
        expect(timeline.open.size).toBeLessThan(200);
      }
      const rows = timelineRows(timeline);
      expect(new Map(rows.map(({ second, channel, requests }) => [`${second} ${channel}`, requests]))).toEqual(wanted);
      expect(rows).toHaveLength(wanted.size);
      expect(rows.map(({ second }) => second)).toEqual(rows.map(({ second }) => second).toSorted((a, b) => a - b));
      for (const { p50, p99 } of rows) expect([p50, p99]).toEqual([expect.closeTo(5, 1), expect.closeTo(5, 1)]);
    }),
  );
});

test('a long run keeps no histogram of long ago', () => {
  const timeline = emptyTimeline();
  for (let second = 0; second < 1000; second += 1) addToTimeline(timeline, second, 'email', 1);
  expect(timeline.open.size).toBeLessThan(130);
  expect(timelineRows(timeline)).toHaveLength(1000);
});
