import type { Distribution, Observed } from '../observed.ts';
import type { Scenario, Service } from './model.ts';

/** What the simulated messages carry. */
export const PAYLOADS: Record<string, { attachments: number; bytes: number }> = {
  plain: { attachments: 0, bytes: 60 },
  copies: { attachments: 0, bytes: 400 },
  'attachments-1': { attachments: 1, bytes: 200 },
  'attachments-10': { attachments: 10, bytes: 1500 },
  'attachments-100': { attachments: 100, bytes: 14_000 },
  'html-small': { attachments: 0, bytes: 4096 },
  'html-large': { attachments: 0, bytes: 131_072 },
};

type Observer = {
  answer: (due: number, channel: string, payload: string, latency: number) => void;
  control: (due: number, latency: number) => void;
  memory: (due: number, bytes: number, served: number) => void;
  observed: () => Observed;
};

/** Gathers simulated answers as a run of the load generator would: histograms of three digits, the slowest apart. */
export function observer(scenario: Scenario, warmUp: number, { cpu, runtime }: Service): Observer {
  const cells = new Map<string, { second: number; channel: string; payload: string; counts: Map<number, number> }>();
  const slow: Observed['slow'][number][] = [];
  const memory: Observed['memory'][number][] = [];
  const add = (due: number, channel: string, payload: string, latency: number): void => {
    const second = Math.floor(due / 1000);
    const name = `${second} ${channel} ${payload}`;
    const cell = cells.get(name) ?? { second, channel, payload, counts: new Map<number, number>() };
    const rounded = Number(Math.max(0.001, latency).toPrecision(3));
    cell.counts.set(rounded, (cell.counts.get(rounded) ?? 0) + 1);
    cells.set(name, cell);
    if (latency >= 10) slow.push({ due, latency, channel });
  };
  return {
    answer: add,
    control: (due, latency) => add(due, 'control', 'control', latency),
    memory: (due, bytes, served) => memory.push({ second: due / 1000, bytes, served }),
    observed: () => {
      const all = [...cells.values()].map(({ counts, ...cell }) => ({ ...cell, latencies: ascending(counts) }));
      const measured = all.filter(({ second }) => second >= warmUp);
      return {
        seconds: measured.filter(({ channel }) => channel !== 'control'),
        control: measured.filter(({ channel }) => channel === 'control'),
        slow: slowest(slow),
        stages: stages(scenario, cpu),
        payloads: PAYLOADS,
        memory,
        runtime,
      };
    },
  };
}

const ascending = (counts: Map<number, number>): Distribution => [...counts].sort(([a], [b]) => a - b);

function slowest(slow: readonly Observed['slow'][number][]): Observed['slow'] {
  const perSecond = new Map<number, Observed['slow'][number][]>();
  for (const answer of slow) {
    const second = Math.floor(answer.due / 1000);
    perSecond.set(second, [...(perSecond.get(second) ?? []), answer]);
  }
  return [...perSecond.values()].flatMap((answers) => answers.sort((a, b) => b.latency - a.latency).slice(0, 100));
}

function stages(scenario: Scenario, cpu: number | null): Observed['stages'] {
  let start = 0;
  return scenario.map(({ rate, seconds }) => {
    const stage = { start, seconds, rate, sent: rate * seconds, answered: rate * seconds, dropped: 0, cpu };
    start += seconds;
    return stage;
  });
}
