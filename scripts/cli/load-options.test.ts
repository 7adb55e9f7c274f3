import { expect, test } from 'vitest';
import { mix, objective, payloads } from './load-options.ts';

test.each([
  ['p99=250ms', { metric: 'p99', atMost: 250 }],
  ['p9999=2s', { metric: 'p9999', atMost: 2000 }],
  ['max=1000', { metric: 'max', atMost: 1000 }],
  ['email.p95=80ms', { metric: 'p95', channel: 'email', atMost: 80 }],
  ['errors=0.1%', { metric: 'errors', atMost: 0.001 }],
  ['live_chat.errors=0', { metric: 'errors', channel: 'live_chat', atMost: 0 }],
  ['throughput=95', { metric: 'throughput', atLeast: 95 }],
  ['throughput=95/s', { metric: 'throughput', atLeast: 95 }],
])('%s', (text, wanted) => {
  expect(objective(text)).toEqual(wanted);
});

test.each(['p42=1ms', 'fax.p99=1ms', 'p99', 'p99=', 'p99=soon', 'p99=0', 'errors=2', 'errors=150%', 'throughput=0'])(
  '%s is no objective',
  (text) => {
    expect(() => objective(text)).toThrow();
  },
);

test('shares of channels and payloads', () => {
  expect(mix('email=3,slack=1')).toEqual({ email: 3, slack: 1 });
  expect(payloads('plain=8, attachments-10=0.5')).toEqual({ plain: 8, 'attachments-10': 0.5 });
  for (const text of ['fax=1', 'email', 'email=0', 'email=-1', '']) expect(() => mix(text)).toThrow();
  expect(() => payloads('video=1')).toThrow('attachments-10');
});
