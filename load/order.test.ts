import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Order, type Place, placeOf, requestOf } from './scenarios/order.ts';

const seed = fc.integer();
const order = fc.record({ seed, run: fc.integer({ min: 1, max: 40 }) });

function places(pairs: number, given: Order, turns: number): Place[] {
  return Array.from({ length: pairs * 2 * given.run }, (_, request) => placeOf(request, given, turns));
}

/** How far a number of heads is from half of the coins, in standard deviations. */
function surprise(heads: readonly boolean[]): number {
  return Math.abs(heads.filter((head) => head).length - heads.length / 2) / (Math.sqrt(heads.length) / 2);
}

test('each pair of blocks is one run of each side, and both sides go through all turns in their order', () => {
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 50 }), (given, pairs) => {
      const all = places(pairs, given, 7);
      for (const side of [0, 1]) {
        const turns = all.filter((place) => place.side === side).map(({ turn }) => turn);
        expect(turns).toEqual(Array.from({ length: pairs * given.run }, (_, turn) => turn));
      }
      const blocks = Array.from({ length: pairs * 2 }, (_, block) =>
        all.slice(block * given.run, (block + 1) * given.run).map((place) => place.side),
      );
      for (const sides of blocks) expect(new Set(sides).size).toBe(1);
    }),
    { numRuns: 50 },
  );
});

test('who goes first is as a fair coin says: over all, for each turn of the table, after itself and by the seed', () => {
  fc.assert(
    fc.property(seed, (given) => {
      const firsts = (of: number) =>
        Array.from({ length: 4000 }, (_, pair) => placeOf(pair * 2, { seed: of, run: 1 }, 4).side);
      const sides = firsts(given);
      const other = firsts(given + 1);
      expect(surprise(sides.map((side) => side === 1))).toBeLessThan(6);
      expect(surprise(sides.slice(1).map((side, pair) => side === sides[pair]))).toBeLessThan(6);
      expect(surprise(sides.map((side, pair) => side === other[pair]))).toBeLessThan(6);
      for (const turn of [0, 1, 2, 3])
        expect(surprise(sides.filter((_, pair) => pair % 4 === turn).map((side) => side === 1))).toBeLessThan(6);
    }),
    { numRuns: 50 },
  );
});

test('in each two rounds every turn of a side is once of either stream, and which is first has nothing to do with sides', () => {
  fc.assert(
    fc.property(order, fc.integer({ min: 1, max: 30 }), (given, turns) => {
      const pairs = Math.ceil((turns * 8) / given.run);
      const own = places(pairs, given, turns).filter(({ side }) => side === 0);
      for (let rounds = 0; rounds < 4; rounds += 1)
        for (let turn = 0; turn < turns; turn += 1) {
          const [first, second] = [0, turns].map((more) => own[rounds * 2 * turns + turn + more]?.stream);
          expect([first, second].toSorted()).toEqual([0, 1]);
        }
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(seed, (given) => {
      const firsts = places(4000, { seed: given, run: 1 }, 4).filter((_, request) => request % 2 === 0);
      expect(surprise(firsts.map(({ stream }) => stream === 1))).toBeLessThan(6);
      expect(surprise(firsts.map(({ stream, side }) => stream === side))).toBeLessThan(6);
    }),
    { numRuns: 30 },
  );
});

const rate = fc.oneof(
  fc.integer({ min: 1, max: 2000 }),
  fc.double({ min: 0.2, max: 2000, noNaN: true }),
  fc.constant(333.3),
);
const part = fc.record({ rate, seconds: fc.integer({ min: 1, max: 3 }), isEmpty: fc.boolean() });

test('when a request was due says which it was, to the last of each stage', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      let start = 0;
      const stages = parts.map(({ rate: perSecond, seconds, isEmpty }, index) => {
        const requests = isEmpty && index > 0 ? 0 : Math.max(1, Math.floor(perSecond * seconds + 1e-6));
        const stage = { rate: perSecond, start, requests };
        start += seconds;
        return stage;
      });
      let first = 0;
      for (const { rate: perSecond, start: begin, requests } of stages) {
        for (let index = 0; index < requests; index += 1) {
          // As both hosts of the script work it out, and both outputs round it.
          const due = Math.round((begin * 1000 + index * (1000 / perSecond)) * 1000) / 1000;
          if (requestOf(Math.round(due * 1000), stages) !== first + index) expect.fail(`${index} at ${perSecond}/s`);
        }
        first += requests;
      }
    }),
    { numRuns: 60 },
  );
});
