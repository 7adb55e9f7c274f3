/** The seeds over which the shipped defects and variants are tried: `npm run matrix -- --seeds` tries each with all of them. */
export const seeds: readonly number[] = Array.from({ length: 20 }, (_, index) => index + 1);

/** How many of them each server meets in the tests; which ones differs from one to the next, so that all are used. */
const each = 2;

/** The servers of a list, each with the seeds that it meets in the tests. */
export function withSeeds<T>(list: readonly T[]): { server: T; seed: number }[] {
  return list.flatMap((server, index) =>
    Array.from({ length: each }, (_, time) => ({
      server,
      seed: seeds[(index + time * Math.floor(seeds.length / each)) % seeds.length] ?? 1,
    })),
  );
}
