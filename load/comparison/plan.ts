import { base64, type LoadTarget, stagesOf, withoutSlash } from '../plan.ts';
import { shapesOf } from '../scenarios/redact.ts';
import type { Part } from '../scenarios/scenario.ts';
import { CHANNELS, type Route, type Settings } from '../scenarios/settings.ts';

/** Which load both get: rates are of both together. */
export type Parts = Part[];

/** Seconds of measuring that a chunk takes: shorter ones hold too few requests for a quantile, at low rates. */
export function chunkSeconds(rate: number): number {
  return Math.min(LONGEST_CHUNK, Math.max(SHORTEST_CHUNK, Math.ceil(FEWEST_IN_CHUNK / rate)));
}

const SHORTEST_CHUNK = 2;
const LONGEST_CHUNK = 10;
const FEWEST_IN_CHUNK = 100;

/** Seconds to wait for one answer. */
const TIMEOUT = 10;
/** Blocks of one target in a row, when they are not driven at once. */
const BLOCK_SECONDS = 0.25;

/** Channels of which both profiles name a thread. */
export function sharedRoutes(baseline: LoadTarget, candidate: LoadTarget): { baseline: Route; candidate: Route }[] {
  return CHANNELS.flatMap((channel) => {
    const mine = baseline.routes.find((route) => route.channel === channel);
    const other = candidate.routes.find((route) => route.channel === channel);
    return mine === undefined || other === undefined ? [] : [{ baseline: mine, candidate: other }];
  });
}

/**
 * Settings by which k6 drives both targets: each message goes to both, one after the other, in an order that a seeded
 * coin decides; `inBlocks`, a quarter of a second's messages to one and then the same to the other.
 */
export function duetSettings(
  { baseline, candidate }: { baseline: LoadTarget; candidate: LoadTarget },
  parts: Parts,
  { seed, inBlocks, control }: { seed: number; inBlocks: boolean; control: Settings['control'] },
): Settings {
  const routes = sharedRoutes(baseline, candidate);
  const [first] = parts;
  const run = inBlocks && first !== undefined ? Math.max(1, Math.round(first.rate * BLOCK_SECONDS)) : 1;
  return {
    scenario: 'compare',
    baseUrl: withoutSlash(baseline.baseUrl),
    routes: routes.map((route) => route.baseline),
    turns: routes.map((_, index) => [index, 'plain']),
    model: { kind: 'open', stages: stagesOf(parts, TIMEOUT) },
    fields: baseline.messages?.fields ?? {},
    timeout: TIMEOUT,
    attachmentUrl: baseline.attachmentUrl,
    secrets: routes.flatMap((route) =>
      [route.baseline, route.candidate].flatMap(({ token }) => shapesOf(token, base64)),
    ),
    control,
    duet: {
      order: { seed, run },
      baseUrl: withoutSlash(candidate.baseUrl),
      routes: routes.map((route) => route.candidate),
    },
  };
}
