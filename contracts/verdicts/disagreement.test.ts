import { expect, test } from 'vitest';
import type { Opinion } from '../engines/opinion.ts';
import type { Exchange } from '../target/exchange.ts';
import { caseCalled, ordinaryCase } from '../target/testing/target.ts';
import { disagreementsOf } from './disagreement.ts';
import { clauses, controlsOf, judged, none, type Reply, recorded, refuses, sends, sent } from './testing/run.ts';

const byDredd = (reply: Reply, parts: Partial<Exchange> = {}) => {
  const { toJSON: _, ...rest } = parts;
  return sent(ordinaryCase, reply, { engine: 'dredd', ...rest });
};
const opinion = (outcome: Opinion['outcome'], parts: Partial<Opinion> = {}): Opinion => ({
  case: ordinaryCase.id,
  engine: 'dredd',
  entry: 0,
  outcome,
  words: 'so I think',
  ...parts,
});
const seesAll = () => undefined;

function compare(
  opinions: Opinion[],
  exchanges: Exchange[],
  blindTo: (engine: string, clause: string) => string | undefined = seesAll,
) {
  return disagreementsOf(opinions, judged(exchanges), recorded(exchanges), blindTo);
}

const right = sends(ordinaryCase);
const wrongChannel = sends(ordinaryCase, { channel: 'slack' });

test('an engine that thinks as the judge does not disagree', () => {
  expect(compare([opinion('passed')], [byDredd(right)])).toEqual([]);
  expect(compare([opinion('failed')], [byDredd(wrongChannel)])).toEqual([]);
});

test('an engine that fails what the judge passes disagrees, and that has no excuse', () => {
  expect(compare([opinion('failed')], [byDredd(right)], () => 'blind')).toEqual([
    { case: ordinaryCase.id, engine: 'dredd', opinion: opinion('failed'), judged: 'passed', explanation: null },
  ]);
});

test('an engine that could not take an answer that came is shown, and said to be at its own limit', () => {
  expect(compare([opinion('fault')], [byDredd(right)])).toMatchObject([
    { judged: 'passed', explanation: expect.stringContaining('limit of its own') },
  ]);
});

test('an engine that passes what the judge fails is excused when it is blind to every clause that is broken', () => {
  const both = sends(ordinaryCase, { channel: 'slack', thread_id: 'other' });
  const blind = (_: string, clause: string) => (clause === 'says.channel' ? 'sees no channel' : undefined);
  expect(compare([opinion('passed')], [byDredd(wrongChannel)], blind)).toMatchObject([
    { judged: 'failed', explanation: 'sees no channel' },
  ]);
  expect(compare([opinion('passed')], [byDredd(both)], blind)).toMatchObject([{ judged: 'failed', explanation: null }]);
  expect(compare([opinion('passed')], [byDredd(both)], () => 'sees nothing')).toMatchObject([
    { explanation: 'sees nothing' },
  ]);
});

test('where the judge cannot tell, or nothing came back, there is nothing to differ from', () => {
  expect(compare([opinion('failed')], [byDredd(refuses(429))])).toEqual([]);
  expect(compare([opinion('failed')], [byDredd(none('timeout'))])).toEqual([]);
  expect(compare([opinion('failed')], [])).toEqual([]);
});

test('only the same engine, case and entry are compared', () => {
  const exchanges = [byDredd(right), byDredd(wrongChannel, { entry: 1 }), sent(ordinaryCase, wrongChannel)];
  expect(compare([opinion('passed'), opinion('failed', { entry: 1 })], exchanges)).toEqual([]);
  expect(compare([opinion('failed', { case: 'says.channel/teams' })], exchanges)).toEqual([]);
});

test('what is only worth knowing is no disagreement', () => {
  const one = caseCalled('says.cc/@slack-thread');
  const run = [...controlsOf(one), sent(one, refuses(400), { engine: 'dredd' })];
  expect(clauses(judged(run))).toEqual(['says.cc (info)']);
  expect(compare([opinion('passed', { case: one.id })], run)).toEqual([]);
});
