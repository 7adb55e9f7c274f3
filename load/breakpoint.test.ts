import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findKnee, type Search, type Step } from './breakpoint.ts';

const SEARCH: Search = { first: 50, most: 10_000, step: 10, hold: 30 };
const MET: Step = { kind: 'met' };
const missed = (rate: number): Step => ({ kind: 'missed', why: `p99 was too high at ${rate}` });

/** A target that meets the objectives up to its capacity; in a long step up to a little less. */
function capacity(short: number, long = short) {
  const tried: [rate: number, seconds: number][] = [];
  const measure = async (rate: number, seconds: number): Promise<Step> => {
    tried.push([rate, seconds]);
    return rate <= (seconds > SEARCH.step ? long : short) ? MET : missed(rate);
  };
  return { measure, tried };
}

test('finds any capacity to within a tenth, from below, and confirms it by holding', async () => {
  await fc.assert(
    fc.asyncProperty(fc.double({ min: 2, max: 9000, noNaN: true }), async (limit) => {
      const { measure, tried } = capacity(limit);
      const knee = await findKnee(measure, SEARCH);
      expect(knee).toMatchObject({ confirmed: true, limitedBy: 'target' });
      expect(knee.rate).toBeLessThanOrEqual(limit);
      // Two numbers of three digits that are next to each other may be a little further apart.
      expect(knee.rate).toBeGreaterThanOrEqual(limit / 1.12);
      expect(tried.at(-1)).toEqual([knee.rate, SEARCH.hold]);
      expect(tried.length).toBeLessThanOrEqual(20);
    }),
  );
});

test('a rate that does not hold for long is no knee', async () => {
  const knee = await findKnee(capacity(400, 300).measure, SEARCH);
  expect(knee.confirmed).toBe(true);
  expect(knee.rate).toBeLessThanOrEqual(300);
  const never = await findKnee(capacity(400, 10).measure, SEARCH);
  expect(never.confirmed).toBe(false);
  expect(never.text).toContain('not confirmed');
});

test('what only the limits or the generator stop is "at least"', async () => {
  const limits = await findKnee(async () => MET, { ...SEARCH, most: 300 });
  expect(limits).toMatchObject({
    rate: 300,
    confirmed: true,
    limitedBy: 'limits',
    text: expect.stringContaining('at least'),
  });
  const generator = await findKnee(
    async (rate) => (rate < 700 ? MET : { kind: 'generator', why: 'k6 used 1.9 of 2 cores' }),
    SEARCH,
  );
  expect(generator).toMatchObject({
    confirmed: true,
    limitedBy: 'generator',
    text: expect.stringContaining('1.9 of 2'),
  });
  expect(generator.rate).toBeGreaterThan(600);
});

test('a target that can do nothing has no knee, and one that stops being asked keeps what is known', async () => {
  expect(await findKnee(async (rate) => missed(rate), SEARCH)).toMatchObject({ rate: null, confirmed: false });
  let left = 2;
  const stopped = await findKnee(async () => {
    left -= 1;
    return left < 0 ? null : MET;
  }, SEARCH);
  expect(stopped).toMatchObject({ rate: 100, confirmed: false, limitedBy: 'limits' });
});
