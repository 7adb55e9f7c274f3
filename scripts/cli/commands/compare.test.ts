import { expect, test } from 'vitest';
import { margin } from './compare.ts';

test.each([
  ['p50=3%', { metric: 'p50', channel: null, margin: 0.03 }],
  ['email.p99=10%', { metric: 'p99', channel: 'email', margin: 0.1 }],
  ['errors=0.001', { metric: 'errors', channel: null, margin: 0.001 }],
  ['live_chat.p90=7.5%', { metric: 'p90', channel: 'live_chat', margin: 0.075 }],
])('%s is a margin', (text, expected) => {
  const found = margin(text);
  expect(found).toEqual({ ...expected, margin: expect.closeTo(expected.margin) });
});

test.each(['p51=3%', 'p50', 'p50=', 'p50=-1%', 'p50=0%', 'sms.p50=3%', 'p50=3%%', 'p50=3ms', '.p50=3%'])(
  '%s is none',
  (text) => {
    expect(() => margin(text)).toThrow();
  },
);
