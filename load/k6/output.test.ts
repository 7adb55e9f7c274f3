import { expect, test } from 'vitest';
import { decode, percentile } from '../histogram.ts';
import { readLine } from '../json-stream.ts';
import type { Line } from '../output.ts';
import { type Asked, type Reply, right, runK6, settingsFor, stage, target } from './testing/run-k6.ts';

type Kind<Name extends Line['sendproof']> = Extract<Line, { sendproof: Name }>;

function of<Name extends Line['sendproof']>(lines: Line[], name: Name): Kind<Name>[] {
  return lines.filter((line): line is Kind<Name> => line.sendproof === name);
}

/** How many requests there were of each kind. */
function tally(lines: Line[], by: (cell: Kind<'cell'>) => string | number): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const cell of of(lines, 'cell')) counts[by(cell)] = (counts[by(cell)] ?? 0) + cell.count;
  return counts;
}

/** Of ten answers, six are right. */
function mixed(asked: Asked): Reply {
  if (asked.thread === '') return { status: 200, body: 'the control' };
  switch (asked.count % 10) {
    case 3:
      return { status: 500, body: 'token tok-4711-secret' };
    case 5:
      return right(asked, { channel: asked.channel === 'email' ? 'slack' : 'email' });
    case 7:
      return right(asked, { extra: 1 });
    case 9:
      return { status: 429, body: '' };
    default:
      return right(asked);
  }
}

// Both scripts: the one for any k6, and the one that needs ours.
const SCRIPTS = ['stream', 'extension'] as const;

test.each(SCRIPTS)('every request is told, in the second in which it was due: %s', async (script) => {
  const baseUrl = await target(mixed);
  const model = { kind: 'open' as const, stages: [stage(20, 0, 1), stage(40, 1, 2)] };
  const control = { url: `${baseUrl}/control`, rate: 10 };
  const { lines } = await runK6(settingsFor(baseUrl, model, control), script);

  const isLoad = (line: Line) => line.sendproof !== 'cell' || line.channel !== 'control';
  const loaded = lines.filter(isLoad);
  expect(tally(loaded, ({ second }) => second)).toEqual({ 0: 20, 1: 40, 2: 40 });
  expect(tally(loaded, ({ outcome }) => outcome)).toEqual({
    ok: 60,
    status: 10,
    exchanged: 10,
    wrong: 10,
    limited: 10,
  });
  expect(tally(loaded, ({ channel }) => channel)).toEqual({ email: 25, slack: 25, live_chat: 25, teams: 25 });
  expect(tally(lines, ({ channel }) => channel)).toMatchObject({ control: 30 });
  expect(of(lines, 'tick').reduce((sum, { sent }) => sum + sent, 0)).toBe(100);
  expect(of(lines, 'tick').at(-1)).toMatchObject({ dropped: 0, gc: expect.any(Number) });
  const ids = of(lines, 'ids').flatMap((line) => line.ids);
  expect([new Set(ids).size, ids.length]).toEqual([60, 60]);
  expect(lines.at(-1)).toEqual({ sendproof: 'end' });
  expect(of(lines, 'unreadable')).toEqual([]);

  const late = of(lines, 'late').map(({ histogram }) => decode(histogram));
  expect(late.reduce((sum, one) => sum + (one?.totalCount ?? 0), 0)).toBe(100);
  for (const { latency, service, count } of of(lines, 'cell')) {
    expect([decode(latency)?.totalCount, decode(service)?.totalCount]).toEqual([count, count]);
  }
  const reasons = of(lines, 'reason').reduce((sum, { count }) => sum + count, 0);
  expect(reasons).toBe(40);
  expect(of(lines, 'example').length).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(lines)).not.toContain('tok-4711');
});

test.each(SCRIPTS)('latency counts from when a request was due, service from when it was sent: %s', async (script) => {
  const baseUrl = await target((asked) => {
    // The only virtual user is held for 300 ms: the three requests behind it wait.
    const until = Date.now() + (asked.count === 2 ? 300 : 0);
    while (Date.now() < until);
    return right(asked);
  });
  const stages = [{ ...stage(10, 0, 1), vus: { ready: 10, most: 10 } }];
  const { lines } = await runK6(settingsFor(baseUrl, { kind: 'open', stages }), script);
  const slow = of(lines, 'slow').flatMap((line) => line.slow);
  expect(slow.filter(([, latency]) => latency > 80).length).toBeGreaterThanOrEqual(2);
  for (const [due, latency] of slow) {
    expect(due % 100).toBe(0);
    expect(latency).toBeGreaterThanOrEqual(10);
  }
});

test.each(SCRIPTS)('closed model: as many as are allowed, at the given pace: %s', async (script) => {
  const arrivals: number[] = [];
  const baseUrl = await target((asked) => {
    arrivals.push(Date.now());
    return right(asked);
  });
  const model = { kind: 'closed' as const, vus: 2, seconds: 3, requests: 12, pace: 0.2 };
  const { lines } = await runK6(settingsFor(baseUrl, model), script);
  expect(tally(lines, ({ outcome }) => outcome)).toEqual({ ok: 12 });
  const late = of(lines, 'late').map(({ histogram }) => decode(histogram));
  expect(late.map((one) => (one === null ? null : percentile(one, 100)))).toEqual(late.map(() => 0));
  expect((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)).toBeGreaterThanOrEqual(900);
});

test.each(SCRIPTS)('a connection that is closed while idle is nobody’s fault, any other is: %s', async (script) => {
  const reasons = async (rate: number) => {
    const baseUrl = await target((asked) => (asked.isFirstOnConnection ? right(asked) : 'close'));
    const stages = [{ ...stage(rate, 0, 2), vus: { ready: 1, most: 1 } }];
    const { lines } = await runK6(settingsFor(baseUrl, { kind: 'open', stages }), script);
    return new Set(of(lines, 'reason').map(({ outcome, why }) => `${outcome}: ${why}`));
  };
  expect(await reasons(1)).toEqual(new Set(['none: connection closed while idle']));
  expect(await reasons(10)).toEqual(new Set(['none: EOF']));
});

test.each(SCRIPTS)('beside k6’s own output, with the same counts: %s', async (script) => {
  const baseUrl = await target(mixed);
  const { lines, json } = await runK6(settingsFor(baseUrl, { kind: 'open', stages: [stage(50, 0, 1)] }), script, true);
  const points = json.trimEnd().split('\n').map(readLine);
  const results = points.flatMap((point) => (point.kind === 'result' ? [point.result] : []));
  const counts: Record<string, number> = {};
  for (const { outcome } of results) counts[outcome] = (counts[outcome] ?? 0) + 1;
  expect(tally(lines, ({ outcome }) => outcome)).toEqual(counts);
  expect(results.flatMap(({ id }) => id ?? []).sort()).toEqual(
    of(lines, 'ids')
      .flatMap(({ ids }) => ids)
      .sort(),
  );
  expect(points.filter(({ kind }) => kind === 'unreadable')).toEqual([]);
});
