/** Random numbers that a seed repeats: uniform in [0, 1), standard normal, and exponential with mean 1. */
export type Random = { uniform: () => number; normal: () => number; exponential: () => number };

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for tests. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    exponential: () => -Math.log(1 - uniform()),
  };
}
