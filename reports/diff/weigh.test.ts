import { describe, expect, test } from 'vitest';
import type { Broken } from '../../contracts/consumers/breaks.ts';
import { nobody, review } from '../../contracts/diff/change.ts';
import type { Diff } from './result.ts';
import { weigh } from './weigh.ts';

const place = { operations: ['POST /x'], line: { old: 1, new: 1 } };
const pointer = { old: '/a', new: '/a' };
const heavy = { ...review('a', pointer, 'a has changed', { old: '1', new: '2' }), ...place, id: 'POST /x a' };
const light = { ...nobody('b', pointer, 'b is said in other words'), ...place, id: 'POST /x b' };
const waiver = { change: heavy.id, sentence: heavy.sentence, reason: 'r', owner: 'o', expires: '2027-01-31' };

/** An interaction that breaks, for reasons with these causes. */
const brokenBy = (...causes: string[][]): Broken => ({
  consumer: 'web',
  provider: 'api',
  source: 'web.json',
  interaction: 'a message',
  states: [],
  operation: 'POST /x',
  reasons: causes.map((changes) => ({ code: 'c', place: 'request.body', text: 't', changes })),
});

const weighed = (broken: Broken[], waivers: (typeof waiver)[] = [waiver], at = '2027-01-31T23:59:59.999Z'): Diff =>
  weigh(
    {
      documents: { old: 'old.json', new: 'new.json' },
      changes: [heavy, light],
      consumers: { builtIn: false, pacts: [], broken },
      behaviour: null,
    },
    waivers,
    at,
  );

describe('the last day of a waiver', () => {
  test.each([
    ['2027-01-31T23:59:59.999Z', 'passed', 'used', 0],
    ['2027-02-01T00:00:00.000Z', 'failed', 'expired', 1],
  ])('is whole: at %s', (at, result, standing, open) => {
    const diff = weighed([], [waiver], at);
    expect(diff).toMatchObject({ result, waivers: [{ standing }] });
    expect(diff.open.length).toBe(open);
  });
});

describe('a consumer that breaks', () => {
  test.each<[string, Broken[], Diff['result']]>([
    ['by what is waived does not fail', [brokenBy([heavy.id])], 'passed'],
    ['by what is waived and by what is not fails', [brokenBy([heavy.id], [light.id])], 'failed'],
    ['by what may be one or the other fails', [brokenBy([heavy.id, light.id])], 'failed'],
    ['by what no change explains fails, though every change is waived', [brokenBy([heavy.id], [])], 'failed'],
  ])('%s', (_, broken, result) => {
    expect(weighed(broken).result).toBe(result);
  });

  test('makes of a change that hurts nobody else one that can be waived', () => {
    const broken = [brokenBy([light.id])];
    expect(weighed(broken).open).toEqual([light]);
    const waivers = [waiver, { ...waiver, change: light.id, sentence: light.sentence }];
    expect(weighed(broken, waivers)).toMatchObject({ result: 'passed', open: [] });
    expect(weighed([], waivers).waivers.map(({ standing }) => standing)).toEqual(['used', 'idle']);
  });
});
