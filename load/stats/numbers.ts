/** The middle of some numbers, or the mean of the two in the middle; null without numbers. */
export function median(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const high = sorted[Math.floor(sorted.length / 2)];
  const low = sorted[Math.ceil(sorted.length / 2) - 1];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** Their sum. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all + number, 0);
}

/** Neighbours put together, so many at a time; a rest at the end goes to the last group. */
export function groups<T>(items: readonly T[], size: number): T[][] {
  const count = Math.max(1, Math.floor(items.length / size));
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * size, index === count - 1 ? items.length : (index + 1) * size),
  ).filter((group) => group.length > 0);
}

/** The same things by a name that each has, in the order in which names first came. */
export function by<T>(items: readonly T[], name: (item: T) => string): Map<string, T[]> {
  const named = new Map<string, T[]>();
  for (const item of items) {
    const group = named.get(name(item));
    if (group === undefined) named.set(name(item), [item]);
    else group.push(item);
  }
  return named;
}
