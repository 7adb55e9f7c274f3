/** The seeds over which the shipped defects and variants are tried: `npm run matrix -- --seeds` tries each with all of them. */
export const seeds: readonly number[] = Array.from({ length: 20 }, (_, index) => index + 1);

/** The servers of a list, each with the seeds that it meets in the tests; which ones differs, so that all are used. */
export function withSeeds<T>(list: readonly T[], each: number): { server: T; seed: number }[] {
  return list.flatMap((server, index) =>
    Array.from({ length: each }, (_, time) => ({
      server,
      seed: seeds[(index + time * Math.floor(seeds.length / each)) % seeds.length] ?? 1,
    })),
  );
}
