/** How often something was wrong for one reason. */
export type Reason = { channel: string; outcome: string; why: string; count: number };

/** Counts a reason in, in place; beyond so many different ones they are "other reasons". */
export function addReason(reasons: Map<string, Reason>, { channel, outcome, why, count }: Reason, most: number): void {
  const isNew = !reasons.has(`${channel} ${outcome} ${why}`);
  const shown = isNew && reasons.size >= most ? 'other reasons' : why;
  const key = `${channel} ${outcome} ${shown}`;
  reasons.set(key, { channel, outcome, why: shown, count: count + (reasons.get(key)?.count ?? 0) });
}
