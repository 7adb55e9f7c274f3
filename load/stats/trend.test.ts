import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from './testing/random.ts';
import { correlation, slope, trend } from './trend.ts';

test('the slope of a line is its slope, whatever two wild values do', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 0, max: 19 }),
      fc.integer({ min: 0, max: 19 }),
      (rise, one, other) => {
        const line = Array.from({ length: 20 }, (_, at) => 7 + rise * at);
        expect(slope(line)).toBe(rise);
        line[one] = 1e6;
        line[other] = -1e6;
        expect(slope(line)).toBe(rise);
      },
    ),
  );
});

test('a trend turned around has the other sign; a line is sure', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 4, maxLength: 30 }), (values) => {
      expect(trend([...values].reverse())).toBeCloseTo(-trend(values), 6);
    }),
  );
  expect(trend(Array.from({ length: 20 }, (_, at) => at))).toBeGreaterThan(6);
  expect(trend([1, 2, 3])).toBe(0);
});

test('noise has a trend (|z| > 1.96) in about one case of twenty, also when neighbours are alike', () => {
  const share = (alike: number): number => {
    let sure = 0;
    for (let seed = 0; seed < 1000; seed += 1) {
      const { normal } = random(seed + 1);
      let level = normal();
      const values = Array.from({ length: 30 }, () => {
        level = alike * level + Math.sqrt(1 - alike ** 2) * normal();
        return level;
      });
      if (Math.abs(trend(values)) > 1.96) sure += 1;
    }
    return sure / 1000;
  };
  expect(share(0)).toBeLessThan(0.06);
  // Without the correction it is 26 %.
  expect(share(0.5)).toBeLessThan(0.13);
});

test('correlation with the next', () => {
  expect(correlation([1, 1, 1])).toBe(0);
  expect(correlation([0, 1, 0, 1, 0, 1, 0, 1])).toBeLessThan(-0.8);
});
