import { expect, test } from 'vitest';
import { killSwitch } from './kill-switch.ts';

/** Hears so many seconds of 100 requests each, of which a share fails; the second after which it ends the load, or null. */
function ends(shares: number[], outcome = 'status', stopWhen = { errors: 0.5, seconds: 3 }) {
  const kill = killSwitch(stopWhen);
  for (const [second, share] of shares.entries()) {
    const cell = { sendproof: 'cell' as const, second, payload: 'plain', status: 0, latency: '', service: '' };
    kill.after({ ...cell, channel: 'email', outcome: 'ok', count: 100 - share * 100 });
    kill.after({ ...cell, channel: 'email', outcome, count: share * 100 });
    kill.after({ ...cell, channel: 'control', outcome: 'none', count: 1000 });
    const stopped = kill.after({ sendproof: 'tick', time: second * 1000, sent: 100, dropped: 0, vus: 1, gc: 0 });
    if (stopped) return { second, why: kill.why() };
  }
  return null;
}

test('ends the load when more than the share failed for so long, and not before', () => {
  expect(ends([0, 0, 0, 1, 1, 1, 1, 1])).toEqual({ second: 4, why: expect.stringContaining('200 of 300') });
  expect(ends([1, 1, 1, 1, 1])?.second).toBe(2);
  expect(ends([0.4, 0.5, 0.4, 0.5, 0.5, 0.4, 0.5])).toBeNull();
  expect(ends([1, 0, 0, 0, 1, 0])).toBeNull();
});

test('a request without an answer failed; one that was rate-limited or wrong did no harm', () => {
  expect(ends([1, 1, 1, 1, 1], 'none')).not.toBeNull();
  expect(ends([1, 1, 1, 1, 1], 'limited')).toBeNull();
  expect(ends([1, 1, 1, 1, 1], 'wrong')).toBeNull();
});
