/** As many items as there is room for, and how many are left out. */
export const fitting = <T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  room: number,
): { kept: T[]; out: number } => {
  let left = room;
  const kept: T[] = [];
  for (const item of items) {
    left -= sizeOf(item);
    if (left < 0) break;
    kept.push(item);
  }
  return { kept, out: items.length - kept.length };
};
