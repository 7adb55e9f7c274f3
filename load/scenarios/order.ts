/** The order in which the requests of a duet go to its two sides. */
export type Order = {
  /** The same seed gives the same order. */
  seed: number;
  /** So many requests in a row go to one side: with 1 two neighbouring requests are a pair. */
  run: number;
};

/** Where one request of a duet goes. */
export type Place = {
  /** Of its side, counted from 0: both sides go through the same turns. */
  turn: number;
  /** 0: the baseline, 1: the candidate. */
  side: 0 | 1;
  /** One of two alike halves of the side's requests: what differs between them is chance. */
  stream: 0 | 1;
};

/** They keep the coins of sides and of streams apart. */
const OF_SIDES = 0x3c6ef372;
const OF_STREAMS = 0x1f83d9ab;

/**
 * Where a request goes, counted from 0 over the whole run; `turns` is the length of the settings' table of turns. Two
 * runs of `run` requests, one for each side, are a pair of blocks: a coin says which side goes first. In each two rounds
 * through the table every turn is once of either stream, so that both streams have the same messages.
 */
export function placeOf(request: number, { seed, run }: Order, turns: number): Place {
  const pair = Math.floor(request / (2 * run));
  const half = request - pair * 2 * run < run ? 0 : 1;
  const turn = pair * run + (request % run);
  const round = Math.floor(turn / turns);
  const rounds = Math.floor(round / 2);
  return {
    turn,
    side: differ(half, coin(seed ^ OF_SIDES, pair)),
    stream: differ(round % 2, coin(seed ^ OF_STREAMS, rounds * turns + (turn % turns))),
  };
}

/** Stages of the open model, as far as they say when requests are due: `start` in seconds, `rate` a second. */
type Due = { start: number; rate: number; requests: number };

/** The number of the request that was due then, counted from 0 over the whole run. Microseconds since the run's start. */
export function requestOf(due: number, stages: readonly Due[]): number {
  let first = 0;
  let found = 0;
  for (const { start, rate, requests } of stages) {
    const begin = start * 1e6;
    if (requests === 0) continue;
    if (due < begin) break;
    found = first + Math.round(((due - begin) * rate) / 1e6);
    first += requests;
  }
  return found;
}

function differ(a: number, b: number): 0 | 1 {
  return a === b ? 0 : 1;
}

function coin(seed: number, index: number): 0 | 1 {
  return mix(mix(seed) ^ Math.imul(index, 0x9e3779b1)) < 0 ? 1 : 0;
}

/** The finaliser of MurmurHash3: each bit of the number changes each bit of the result half of the time. */
function mix(number: number): number {
  const once = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
