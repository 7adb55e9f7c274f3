import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMilliseconds, runTimes } from './epoch.ts';

test('any time of four-digit years is the one that Date reads', () => {
  const day = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  });
  const offset = fc.constantFrom('Z', '+00:00', '-08:00', '+05:30', '-00:45', '+14:00');
  fc.assert(
    fc.property(day, offset, (date, zone) => {
      const time = date.toISOString().replace('Z', zone);
      expect(epochMilliseconds(time)).toBe(Date.parse(time));
    }),
  );
});

test.each(['1970-01-01T00:00:00Z', '2000-02-29T12:00:00Z', '2100-03-01T00:00:00.5Z', '2026-11-23T21:30:32.123456Z'])(
  '%s',
  (time) => expect(epochMilliseconds(time)).toBe(Date.parse(time)),
);

test.each(['', '2026-11-23', 'yesterday', '2026-11-23T21:30:32', ' 2026-11-23T21:30:32Z\n'])('%j is no time', (text) =>
  expect(epochMilliseconds(text)).toBeNull(),
);

test('a run that broke off ended with its last answer', () => {
  const record = { startedAt: '1970-01-01T00:00:01Z', finishedAt: null, exchanges: [{ sentAt: 250, duration: 14.2 }] };
  expect(runTimes(record)).toEqual({ start: 1000, stop: 1264 });
  expect(runTimes({ ...record, finishedAt: '1970-01-01T00:00:09Z' })).toEqual({ start: 1000, stop: 9000 });
  expect(runTimes({ ...record, startedAt: 'soon' })).toBeNull();
});
