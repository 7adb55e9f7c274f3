import type { LoadEffects, Metrics } from '../effects.ts';
import type { Sample } from '../output.ts';
import { SIDES, type Side, type Use } from '../stats/compare/types.ts';

/** Runtimes whose heap fills up before it is cleaned: how large it is tells nothing of the program. */
const LAZY_HEAPS: ReadonlySet<string> = new Set(['java', 'dotnet']);

/** Hears what both tell of themselves. The clocks of k6 and of this process are aligned by when its lines come. */
export function watchUse(plan: Readonly<Record<Side, { metrics?: Metrics | undefined }>>, effects: LoadEffects) {
  const told: (Use & { at: number })[] = [];
  let origin: number | null = null;
  const stops = SIDES.map((side) => {
    const { metrics } = plan[side];
    if (metrics === undefined) return () => {};
    return effects.watchTarget(metrics, ({ second, cpu, memory, runtime }) => {
      const own = runtime !== null && LAZY_HEAPS.has(runtime) ? null : memory;
      told.push({ side, at: second, second, cpu, memory: own });
    }).stop;
  });
  return {
    align(samples: readonly Sample[]): void {
      const newest = samples.reduce((latest, [due]) => Math.max(latest, due), 0) / 1e6;
      const found = effects.now() / 1000 - newest;
      origin = origin === null ? found : Math.min(origin, found);
    },
    read: (): Use[] => {
      const start = origin;
      return start === null ? [] : told.map(({ side, at, cpu, memory }) => ({ side, second: at - start, cpu, memory }));
    },
    stop: () => {
      for (const end of stops) end();
    },
  };
}
