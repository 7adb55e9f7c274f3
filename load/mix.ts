import type { Channel, Route } from './scenarios/settings.ts';

/** How many requests each channel gets, in proportion to the others; a channel left out counts as 0. */
export type Mix = Partial<Record<Channel, number>>;

export const EQUAL_MIX: Mix = { email: 1, slack: 1, live_chat: 1, teams: 1 };

const TURNS = 1000;

/**
 * The order in which routes take turns: a table of 1000 indexes of `routes`. A channel's weight is shared by its routes.
 * In the whole table each route has its share to within one turn, and at any point in it each route is as near to its
 * share as smooth weighted round-robin keeps it: no bursts of one channel. Empty when no route has weight.
 */
export function schedule(routes: Pick<Route, 'channel'>[], mix: Mix): number[] {
  const weights = routes.map(({ channel }) => {
    const siblings = routes.filter((other) => other.channel === channel).length;
    return (mix[channel] ?? 0) / siblings;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return [];
  const credits = weights.map(() => 0);
  return Array.from({ length: TURNS }, () => {
    let next = 0;
    for (const [index, weight] of weights.entries()) {
      credits[index] = (credits[index] ?? 0) + weight;
      if ((credits[index] ?? 0) > (credits[next] ?? 0)) next = index;
    }
    credits[next] = (credits[next] ?? 0) - total;
    return next;
  });
}
