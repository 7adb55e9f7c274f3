import type { Route } from './settings.ts';

/** The smallest body that a route accepts; `turn` tells one message from another. */
export function messageBody(route: Route, turn: number): string {
  const content = `<p>sendproof load test, message ${turn + 1}</p>`;
  return JSON.stringify(route.channelId === undefined ? { content } : { content, channel_id: route.channelId });
}
