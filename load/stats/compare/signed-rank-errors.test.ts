import { expect, test } from 'vitest';
import { normalQuantile } from '../probability.ts';
import { random } from '../testing/random.ts';
import { inflation, shiftInterval, signedRank } from './signed-rank.ts';

/** Of so many samples of n differences without a shift: the share that `alarm` says yes to. */
function alarms(n: number, alike: number, count: number, alarm: (differences: number[]) => boolean): number {
  const { normal } = random(n);
  let said = 0;
  for (let sample = 0; sample < count; sample += 1) {
    let level = normal() / Math.sqrt(1 - alike ** 2);
    const differences = Array.from({ length: n }, () => {
      level = alike * level + normal();
      return level;
    });
    if (alarm(differences)) said += 1;
  }
  return said / count;
}

test('the interval holds as often as it says', () => {
  const z = -normalQuantile(0.025);
  for (const n of [12, 40, 90]) {
    const missed = alarms(n, 0, 1500, (differences) => {
      const [low, high] = shiftInterval(differences, z) ?? [0, 0];
      return low > 0 || high < 0;
    });
    // Five in a hundred, give or take three standard errors; somewhat less where the exact error has few steps.
    expect(missed).toBeGreaterThan(0.03);
    expect(missed).toBeLessThan(0.067);
  }
});

test('independent differences are left alone', () => {
  for (const n of [12, 34, 90])
    expect(alarms(n, 0, 2000, (differences) => inflation(differences) > 1)).toBeLessThan(0.065);
  expect(inflation([])).toBe(1);
  expect(inflation([1, 2])).toBe(1);
  expect(inflation(Array.from({ length: 30 }, () => 0))).toBe(1);
  expect(inflation(Array.from({ length: 30 }, (_, index) => (-1) ** index))).toBe(1);
});

test('alike neighbours do not alarm many times as often as they may', () => {
  const z = -normalQuantile(0.003);
  const plain = (differences: number[]): boolean => signedRank(differences).z >= z;
  const corrected = (differences: number[]): boolean =>
    signedRank(differences).z >= z * Math.sqrt(inflation(differences));
  expect(alarms(90, 0.5, 3000, plain)).toBeGreaterThan(0.04);
  expect(alarms(90, 0.5, 3000, corrected)).toBeLessThan(0.007);
  expect(alarms(90, 0.3, 3000, corrected)).toBeLessThan(0.01);
  expect(alarms(34, 0.5, 3000, corrected)).toBeLessThan(0.03);
});
