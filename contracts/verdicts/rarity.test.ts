import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOfOnce, chanceOfTwice, shareOnce, shareTwice } from './rarity.ts';

const count = fc.integer({ min: 2, max: 100_000 });
const share = fc.double({ min: 1e-6, max: 0.999, noNaN: true });
const confidence = fc.double({ min: 0.01, max: 0.999, noNaN: true });

/** The probability by going through every way in which `n` answers can come out: right or faulty, each on its own. */
function counted(n: number, faulty: number, least: number): number {
  let sum = 0;
  for (let way = 0; way < 2 ** n; way += 1) {
    const faults = [...way.toString(2)].filter((bit) => bit === '1').length;
    if (faults >= least) sum += faulty ** faults * (1 - faulty) ** (n - faults);
  }
  return sum;
}

describe('the chance that a fault shows', () => {
  test('is that of all ways in which the answers can come out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), share, (n, faulty) => {
        expect(chanceOfOnce(n, faulty)).toBeCloseTo(counted(n, faulty, 1), 9);
        expect(chanceOfTwice(n, faulty)).toBeCloseTo(counted(n, faulty, 2), 9);
      }),
    );
  });

  test('grows with the number of answers and with the share, and twice is never likelier than once', () => {
    fc.assert(
      fc.property(count, share, share, (n, one, other) => {
        const [rare, common] = [Math.min(one, other), Math.max(one, other)];
        for (const chance of [chanceOfOnce, chanceOfTwice]) {
          expect(chance(n, rare)).toBeLessThanOrEqual(chance(n, common) + 1e-12);
          expect(chance(n, rare)).toBeLessThanOrEqual(chance(n + 1, rare) + 1e-12);
        }
        expect(chanceOfTwice(n, rare)).toBeLessThanOrEqual(chanceOfOnce(n, rare) + 1e-12);
      }),
    );
  });
});

describe('the share that is found', () => {
  test('with a confidence comes with just that chance', () => {
    fc.assert(
      fc.property(count, confidence, (n, sure) => {
        expect(chanceOfOnce(n, shareOnce(n, sure) ?? 0)).toBeCloseTo(sure, 6);
        expect(chanceOfTwice(n, shareTwice(n, sure) ?? 0)).toBeCloseTo(sure, 6);
      }),
    );
  });

  test('is smaller with more answers, larger for more confidence, and larger for what must come twice', () => {
    fc.assert(
      fc.property(count, confidence, (n, sure) => {
        for (const found of [shareOnce, shareTwice]) {
          expect(found(n + 1, sure)).toBeLessThan(found(n, sure) ?? 0);
          expect(found(n, sure)).toBeLessThan(found(n, (1 + sure) / 2) ?? 0);
        }
        expect(shareOnce(n, sure)).toBeLessThan(shareTwice(n, sure) ?? 0);
      }),
    );
  });

  test.each([
    ['one of a hundred in 400 answers, with 98 %', 400, 1 - 0.99 ** 400, 0.01],
    ['the rule of three: 3 / n with 95 %', 633, 0.95, 1 / 211.8],
    ['all of one answer but a twentieth', 1, 0.95, 0.95],
  ])('%s', (_, n, sure, expected) => {
    expect(shareOnce(n, sure)).toBeCloseTo(expected, 5);
  });

  test('twice of two is the square', () => {
    expect((shareTwice(2, 0.95) ?? 0) ** 2).toBeCloseTo(0.95, 9);
  });

  test('without answers enough is none', () => {
    expect([shareOnce(0, 0.95), shareTwice(0, 0.95), shareTwice(1, 0.95)]).toEqual([null, null, null]);
  });
});
