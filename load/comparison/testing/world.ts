import type { K6Run, LoadEffects } from '../../effects.ts';
import type { Line } from '../../output.ts';
import { placeOf } from '../../scenarios/order.ts';
import { OUTCOMES, type Outcome } from '../../scenarios/result.ts';
import { SETTINGS_VARIABLE, type Settings } from '../../scenarios/settings.ts';
import { SIDES, type Side } from '../../stats/compare/types.ts';
import { type Random, random } from '../../stats/testing/random.ts';
import { cellOf } from '../../testing/cells.ts';
import type { ComparePlan } from '../types.ts';

/** One request as a target of the made-up world meets it; `alone`: nothing is sent to the other side just now; `run`: of k6, from 1. */
export type Met = {
  side: Side;
  second: number;
  channel: string;
  rate: number;
  alone: boolean;
  run: number;
  random: Random;
};

/** What a target does with it: milliseconds, and what becomes of it. */
export type Reply = { latency: number; outcome?: Outcome; why?: string };

export type World = {
  reply: (met: Met) => Reply;
  /** Milliseconds by which each request starts late. */
  late?: number;
  /** CPU seconds that a request costs each side. */
  cpu?: Readonly<Record<Side, number>>;
  seed?: number;
};

/** Effects under which "k6" sends nothing: it reads its settings and says what this world would have answered. */
export function inWorld(world: World): { effects: LoadEffects; runs: Settings[] } {
  const runs: Settings[] = [];
  const noise = random(world.seed ?? 1);
  const clock = { now: 0 };
  const used: Record<Side, number> = { baseline: 0, candidate: 0 };
  const watches: (() => void)[] = [];
  const effects: LoadEffects = {
    cores: 4,
    bundle: async () => ({ kind: 'bundled', code: '// bundled' }),
    withScratch: (parent, use) => use(`${parent}/scratch`),
    writePrivate: async () => undefined,
    openIds: () => ({
      add: () => undefined,
      repeated: () => ({ checked: 0, count: 0, first: null }),
      close: () => undefined,
    }),
    startControl: async () => ({ url: 'http://127.0.0.1:1/', close: async () => undefined }),
    watchTarget: (metrics, onSample) => {
      const side = 'pid' in metrics && metrics.pid === 1 ? 'baseline' : 'candidate';
      watches.push(() =>
        onSample({ second: clock.now / 1000, cpu: used[side], memory: 5e7, sockets: null, runtime: 'node', why: null }),
      );
      return { name: side, stop: () => undefined };
    },
    watchEventLoop: () => ({ maxMs: () => 1, stop: () => undefined }),
    now: () => clock.now,
    runK6: async (run) => {
      const settings: Settings = JSON.parse(run.env[SETTINGS_VARIABLE] ?? '{}');
      runs.push(settings);
      const seconds = bySecond(settings, { ...world, run: runs.length }, noise, used);
      for (const [second, lines] of seconds.entries()) {
        if (run.signal?.aborted) return { ended: 'aborted', exitCode: 105, stderr: '' };
        clock.now += 1000;
        for (const watch of watches) watch();
        run.onUse({ cpuSeconds: second * 0.1, sockets: 10, time: second * 1000 });
        write(run, lines());
        await Promise.resolve();
      }
      return { ended: 'itself', exitCode: 0, stderr: '' };
    },
  };
  return { effects, runs };
}

function write(run: K6Run, lines: readonly Line[]): void {
  run.onText(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** The lines of each second, made when they are asked for. */
function bySecond(
  settings: Settings,
  { run, ...world }: World & { run: number },
  noise: Random,
  used: Record<Side, number>,
): (() => Line[])[] {
  const { model, duet, turns, routes } = settings;
  if (model.kind !== 'open' || duet === null) throw new Error('a duet is in the open model');
  const seconds: { request: number; due: number; rate: number }[][] = [];
  let request = 0;
  for (const { start, rate, requests } of model.stages) {
    for (let at = 0; at < requests; at += 1) {
      const due = start * 1000 + (at * 1000) / rate;
      const second = Math.floor(Math.round(due * 1000) / 1e6);
      seconds[second] ??= [];
      seconds[second].push({ request: request + at, due, rate });
    }
    request += requests;
  }
  return Array.from(seconds, (all = [], second) => () => {
    const samples: [number, number, number, number][] = [];
    const lines: Line[] = [];
    for (const { request: number, due, rate } of all) {
      const { turn, side } = placeOf(number, duet.order, turns.length);
      const channel = routes[turns[turn % turns.length]?.[0] ?? 0]?.channel ?? '';
      const who = SIDES[side];
      used[who] += (world.cpu?.[who] ?? 0) * (0.8 + 0.4 * noise.uniform());
      const met: Met = { side: who, second, channel, rate, alone: duet.order.run > 1, run, random: noise };
      const { latency, outcome = 'ok', why = 'it is so' } = world.reply(met);
      const [sent, late] = [Math.round(latency * 1000), Math.round((world.late ?? 0) * 1000)];
      const isAnswered = outcome !== 'none';
      samples.push([
        Math.round(due * 1000),
        isAnswered ? sent + late : -1,
        isAnswered ? sent : -1,
        OUTCOMES.indexOf(outcome),
      ]);
      lines.push(
        cellOf({
          second,
          channel,
          outcome,
          status: outcome === 'ok' ? 200 : outcome === 'limited' ? 429 : 500,
          values: [latency],
        }),
      );
      if (outcome !== 'ok') lines.push({ sendproof: 'reason', channel, outcome, why: `${who}: ${why}`, count: 1 });
    }
    const late = { sendproof: 'late' as const, second, histogram: cellOf({ values: [world.late ?? 0.1] }).latency };
    const tick = { sendproof: 'tick' as const, time: second * 1000, sent: all.length, dropped: 0, vus: 20, gc: 0 };
    return [{ sendproof: 'samples' as const, samples }, ...lines, late, tick];
  });
}

/** Around `median` milliseconds, by a fifth more or less. */
export function about(median: number, noise: Random): number {
  return median * Math.exp(0.2 * noise.normal());
}

const side = (name: string, port: number, pid: number) => ({
  name,
  loopback: true,
  metrics: { pid },
  target: {
    baseUrl: `http://127.0.0.1:${port}/api/v2`,
    routes: [
      { channel: 'email' as const, thread: 'thr_1', token: 'secret-token-1' },
      { channel: 'slack' as const, thread: 'thr_2', token: 'secret-token-1', channelId: 'C1' },
    ],
    attachmentUrl: 'https://files.example/a.pdf',
    caps: { requests: 100_000, ratePerSecond: 1000 },
  },
});

/** A comparison of two made-up targets; `wanted` is left to the test. */
export const PLAN: Omit<ComparePlan, 'wanted'> = {
  baseline: side('main', 1, 1),
  candidate: side('change', 2, 2),
  budget: 60,
  oneAtATime: false,
  seed: 7,
  k6: { kind: 'found', path: '/opt/k6', version: '1.8.1', via: 'pinned', output: 'extension' },
  contract: {},
  workDir: '/somewhere',
};
