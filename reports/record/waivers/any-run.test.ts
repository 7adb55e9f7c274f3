import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyStream, anyStrictness, anyWaiver } from '../../testing/arbitraries.ts';
import { waiverOf } from '../../testing/waived-record.ts';
import type { RunEvent } from '../events.ts';
import { fold } from '../fold.ts';
import { pairs, weighs } from '../pairs.ts';
import type { RunRecord } from '../record.ts';
import { standings } from './standing.ts';
import type { Waiver } from './waiver.ts';

describe('of any run and any waivers', () => {
  const anyRun = anyStream.chain(anyStrictness);
  const withWaivers = (events: RunEvent[], waivers: Waiver[]): RunRecord =>
    fold(events.map((e) => (e.type === 'header' ? { ...e, header: { ...e.header, waivers } } : e)));

  test('they change the result and nothing else', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyWaiver, { maxLength: 4 }), (events, waivers) => {
        const { waivers: _, result: __, ...rest } = withWaivers(events, waivers);
        const { result: ___, ...plain } = fold(events);
        expect(rest).toEqual(plain);
      }),
    );
  });

  test('a run fails no more once each of its failures is waived', () => {
    fc.assert(
      fc.property(anyRun, fc.boolean(), (events, byCase) => {
        const { verdicts, strict, loads, consumers = [] } = fold(events);
        const failed = pairs(verdicts).filter((p) => p.outcome === 'failed' && weighs(p.level, strict));
        const waivers = failed.map((p) => waiverOf(byCase ? { case: p.case } : { clause: p.clause }));
        const { result } = withWaivers(events, waivers);
        const others = loads.length + consumers.length;
        if (others === 0) expect(['passed', 'inconclusive']).toContain(result);
      }),
      { numRuns: 400 },
    );
  });

  test('only one that has lapsed makes a failed run of one that did not fail', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyWaiver, { maxLength: 4 }), (events, waivers) => {
        const record = withWaivers(events, waivers);
        const lapsed = standings(record).some(({ standing }) => ['expired', 'needless'].includes(standing));
        if (record.result === 'failed' && fold(events).result !== 'failed') expect(lapsed).toBe(true);
        if (lapsed) expect(record.result).not.toBe('passed');
      }),
      { numRuns: 400 },
    );
  });

  test('the order does not matter, neither of waivers nor of verdicts', () => {
    fc.assert(
      fc.property(anyRun, fc.array(anyWaiver, { maxLength: 4 }), (events, waivers) => {
        const [first, ...others] = events;
        const turned = withWaivers([...(first ? [first] : []), ...others.toReversed()], waivers.toReversed());
        const record = withWaivers(events, waivers);
        expect(turned.result).toBe(record.result);
        expect(
          standings(turned)
            .toReversed()
            .map(({ standing }) => standing),
        ).toEqual(standings(record).map(({ standing }) => standing));
      }),
      { numRuns: 400 },
    );
  });
});
