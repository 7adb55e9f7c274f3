import type { LoadEffects, Metrics } from '../effects.ts';
import type { Sample } from '../output.ts';
import { SIDES, type Side, type Use } from '../stats/compare/types.ts';
import { FILL_FIRST } from '../stats/memory-growth.ts';

/** Hears what both tell of themselves. The clocks of k6 and of this process are aligned by when its lines come. */
export function watchUse(plan: Readonly<Record<Side, { metrics?: Metrics | undefined }>>, effects: LoadEffects) {
  /** In seconds since 1970. */
  const told: Use[] = [];
  let origin: number | null = null;
  const stops = SIDES.map((side) => {
    const { metrics } = plan[side];
    if (metrics === undefined) return () => {};
    return effects.watchTarget(metrics, ({ second, cpu, memory, runtime }) => {
      const own = runtime !== null && FILL_FIRST.includes(runtime) ? null : memory;
      told.push({ side, second, cpu, memory: own });
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
      return start === null ? [] : told.map((use) => ({ ...use, second: use.second - start }));
    },
    stop: () => {
      for (const end of stops) end();
    },
  };
}
