/** What matters here of one /proc/PID/stat. */
export type Stat = {
  pid: number;
  parent: number;
  /**
   * CPU seconds in user and system mode, its own and those of children that have ended and that it has waited for: so
   * the sum over a tree stays what it was when one of them ends.
   */
  cpuSeconds: number;
};

/** The unit in which Linux tells CPU time: part of its interface, the same on every processor that Node runs on. */
export const TICKS_A_SECOND = 100;

/**
 * Reads the text of /proc/PID/stat; null when it is not one. The second field, the program's name in parentheses, may
 * hold blanks and parentheses itself: what follows is counted from behind the last one.
 */
export function statOf(text: string): Stat | null {
  const end = text.lastIndexOf(')');
  const pid = Number.parseInt(text, 10);
  const [, parent, ...rest] = text
    .slice(end + 2)
    .split(' ')
    .map(Number);
  const ticks = rest.slice(9, 13);
  const cpuSeconds = ticks.reduce((total, one) => total + one, 0) / TICKS_A_SECOND;
  if (end < 0 || parent === undefined || ticks.length < 4) return null;
  return [pid, parent, cpuSeconds].every(Number.isFinite) ? { pid, parent, cpuSeconds } : null;
}

/** The process `pid` first, then all that descend from it; empty when it is not among `all`. */
export function branch(pid: number, all: readonly Stat[]): Stat[] {
  const children = Map.groupBy(all, ({ parent }) => parent);
  const found = new Set(all.filter((one) => one.pid === pid));
  // A set that grows while it is gone through is gone through to its end.
  for (const one of found) for (const child of children.get(one.pid) ?? []) found.add(child);
  return [...found];
}
