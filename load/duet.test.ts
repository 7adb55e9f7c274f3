import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../fixtures/reference/index.ts';
import { type Driven, drive, scriptIn, type Watch } from './drive.ts';
import { nodeEffects } from './effects.ts';
import { findK6 } from './k6/find.ts';
import { type Asked, type Reply, right, settingsFor, stage, target } from './k6/testing/run-k6.ts';
import type { K6Output } from './k6/version.ts';
import { STOP_WHEN } from './kill-switch.ts';
import type { Sample } from './output.ts';
import { type Order, placeOf, requestOf } from './scenarios/order.ts';
import { OUTCOMES } from './scenarios/result.ts';
import type { Route, Settings, Stage } from './scenarios/settings.ts';

const ROOT = join(import.meta.dirname, '..');
const SIDES = ['baseline', 'candidate'] as const;

/** Runs k6 to the end, and gives what it told of each request. */
async function driven(
  settings: Settings,
  output: K6Output = 'extension',
  { stop = new AbortController().signal, onSamples = () => undefined }: Partial<Watch> = {},
): Promise<{ run: Driven; samples: Sample[] }> {
  const k6 = await findK6({ root: ROOT });
  if (k6.kind === 'missing') throw new Error(`${k6.why}: ${k6.hint}`);
  const contract: unknown = JSON.parse(await readFile(join(ROOT, 'contracts', 'openapi-v2.json'), 'utf8'));
  const effects = nodeEffects();
  const bundle = await effects.bundle(contract, output);
  if (bundle.kind === 'failed') throw new Error(bundle.why);
  return effects.withScratch(tmpdir(), async (scratch) => {
    await effects.writePrivate(scriptIn(scratch), bundle.code);
    const ids = effects.openIds(scratch);
    const session = { ids, scratch, script: scriptIn(scratch), stopWhen: STOP_WHEN, outputs: [], environment: {} };
    const samples: Sample[] = [];
    const watch: Watch = {
      stop,
      onSamples: (some) => {
        samples.push(...some);
        onSamples(some);
      },
    };
    try {
      const mine = { ...session, k6: { ...k6, output }, signal: undefined, onProgress: undefined };
      return { run: await drive(mine, settings, 'duet', effects, watch), samples };
    } finally {
      ids.close();
    }
  });
}

function duetOf(baseUrls: [baseline: string, candidate: string], order: Order, ...stages: Stage[]): Settings {
  const [baseline, candidate] = baseUrls;
  const settings = settingsFor(baseline, { kind: 'open', stages });
  const routes = settings.routes.map((route) => ({ ...route, thread: `${route.thread}b`, token: 'tok-2-secret' }));
  return { ...settings, secrets: [...settings.secrets, 'tok-2-secret'], duet: { order, baseUrl: candidate, routes } };
}

/** A server that keeps which messages it got, by their number from 0, and to which thread. */
async function recording(): Promise<{ url: string; got: Map<number, string> }> {
  const got = new Map<number, string>();
  const url = await target((asked) => {
    got.set(Number(/message (\d+)</.exec(asked.body)?.[1]) - 1, asked.thread);
    return right(asked);
  });
  return { url, got };
}

function reasonsOf({ measurement }: Driven): string[] {
  return [...new Set([...measurement.reasons.values()].map(({ outcome, why }) => `${outcome}: ${why}`))];
}

test.each<[K6Output, Order, Stage]>([
  ['extension', { seed: 4711, run: 1 }, stage(100, 0, 3)],
  ['stream', { seed: 7, run: 25 }, stage(150, 0, 2)],
])(
  'both sides get the same messages, in the order that the coin says, and each is told once: %s',
  async (output, order, load) => {
    const sides = [await recording(), await recording()] as const;
    const settings = duetOf([sides[0].url, sides[1].url], order, load);
    const { run, samples } = await driven(settings, output);
    const sent = samples.length;

    // What it is late for at the very end k6 does not send.
    expect(sent).toBeGreaterThan(load.requests * 0.8);
    expect(run.end).toMatchObject({ ended: 'itself', exitCode: 0 });
    const numbers = samples.map(([due]) => requestOf(due, [load]));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([...Array(sent).keys()]);
    expect(new Set(samples.map((sample) => OUTCOMES[sample[3]]))).toEqual(new Set(['ok']));
    expect(run.measurement).toMatchObject({ sent, ended: 1 });
    for (let request = 0; request < sent; request += 1) {
      const { turn, side } = placeOf(request, order, settings.turns.length);
      const { routes } = side === 0 ? settings : (settings.duet ?? settings);
      expect([request, sides[side].got.get(request)]).toEqual([request, routes[turn % 4]?.thread]);
    }
    const [baseline, candidate] = sides.map(({ got }) => got.size);
    expect([(baseline ?? 0) + (candidate ?? 0), Math.abs((baseline ?? 0) - (candidate ?? 0)) <= order.run]).toEqual([
      sent,
      true,
    ]);
  },
);

test('a fault says whose it is: a candidate with a defect beside a sound baseline', async () => {
  const servers = [await serve(), await serve({ defect: 'success-extra-property' })] as const;
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.close()));
  });
  const routes = ({ profile, env }: (typeof servers)[number]): Route[] => {
    const token = env[profile.tokens.full.env] ?? '';
    const thread = (state: string) => [profile.states[state] ?? []].flat()[0]?.thread ?? '';
    return [
      { channel: 'email', thread: thread('email-thread'), token },
      { channel: 'teams', thread: thread('teams-thread'), token },
    ];
  };
  const [baseline, candidate] = servers;
  const order = { seed: 1, run: 1 };
  const duet = duetOf([baseline.url, candidate.url], order, stage(60, 0, 1));
  const settings: Settings = {
    ...duet,
    routes: routes(baseline),
    turns: [
      [0, 'plain'],
      [1, 'copies'],
    ],
    duet: { order, baseUrl: candidate.url, routes: routes(candidate) },
  };
  const { run, samples } = await driven(settings);
  expect(reasonsOf(run)).toEqual([expect.stringMatching(/^wrong: candidate: .*"created_at"/)]);
  expect(run.measurement.examples.get('email wrong')?.text).toMatch(/^candidate: .* answered 200: \{/);
  const seen = samples.map((sample) => {
    const { side } = placeOf(requestOf(sample[0], [stage(60, 0, 1)]), order, 2);
    return `${SIDES[side]} ${OUTCOMES[sample[3]]}`;
  });
  expect(new Set(seen)).toEqual(new Set(['baseline ok', 'candidate wrong']));
});

test('a connection is idle while only the other side is asked; what that does is told of the side that did it', async () => {
  const closing = (asked: Asked): Reply => (asked.isFirstOnConnection ? right(asked) : 'close');
  const order = { seed: 6, run: 5 };
  const one = { ...stage(10, 0, 2), vus: { ready: 1, most: 1 } };
  const urls: [string, string] = [await target(right), await target(closing)];
  const { run } = await driven(duetOf(urls, order, one));
  const blocks = [0, 5, 10, 15].map((request) => placeOf(request, order, 4).side);
  expect(blocks).toEqual([1, 0, 1, 0]);
  expect(reasonsOf(run).toSorted()).toEqual(['none: candidate: EOF', 'none: candidate: connection closed while idle']);
});

test.each(['extension', 'stream'] as const)(
  'a load that is stopped because enough is known has ended like any other: %s',
  async (output) => {
    const sides = [await recording(), await recording()] as const;
    const stop = new AbortController();
    const settings = duetOf([sides[0].url, sides[1].url], { seed: 3, run: 1 }, stage(100, 0, 30));
    const { run, samples } = await driven(settings, output, { stop: stop.signal, onSamples: () => stop.abort() });
    expect(run).toMatchObject({ killed: null, end: { ended: 'itself', exitCode: 0 }, measurement: { ended: 1 } });
    expect(samples.length).toBeLessThan(1000);
    const known = new Set(samples.map(([due]) => requestOf(due, [stage(100, 0, 30)])));
    const got = sides.flatMap((side) => [...side.got.keys()]);
    expect([known.size, got.length - known.size <= 5]).toEqual([samples.length, true]);
    expect(samples.length).toBeGreaterThan(10);
  },
);
