import { expect, test } from 'vitest';
import { excused, findingsOf, isSetUp, turnedAway } from './findings.ts';
import { fold } from './measurement.ts';
import { CLOSED_WHILE_IDLE } from './scenarios/judge.ts';
import { type Group, measurementOf } from './testing/cells.ts';

const NO_REPEATS = { checked: 0, count: 0, first: null };
const times = (count: number): number[] => Array.from({ length: count }, () => 2);

/** Requests without an answer, for a reason. */
function unanswered(why: string, count: number, right: number) {
  const measurement = measurementOf([{ values: times(right) }, { outcome: 'none', status: 0, values: times(count) }]);
  fold(measurement, { sendproof: 'reason', channel: 'email', outcome: 'none', why, count });
  return measurement;
}

test('each kind of fault is a finding of its own channel, with its share and its first exchange', () => {
  const groups: Group[] = [
    { values: times(95) },
    { outcome: 'wrong', values: times(2) },
    { outcome: 'status', status: 500, values: times(3) },
    { channel: 'teams', values: times(9) },
    { channel: 'teams', outcome: 'exchanged', values: times(1) },
    { channel: 'control', outcome: 'none', status: 0, values: times(7) },
  ];
  const measurement = measurementOf(groups);
  fold(measurement, { sendproof: 'reason', channel: 'email', outcome: 'status', why: 'status 500', count: 3 });
  fold(measurement, { sendproof: 'example', channel: 'email', outcome: 'wrong', at: 5, text: 'the first' });
  expect(findingsOf(measurement, { checked: 104, count: 1, first: 'm1' })).toEqual([
    {
      kind: 'errors',
      channel: 'email',
      text: 'email: 3 of 100 requests had no answer with 200 (3.0 %): 3 × status 500',
    },
    {
      kind: 'wrong-answers',
      channel: 'email',
      text: 'email: 2 answers with 200 were against the contract (2.0 %)',
      example: 'the first',
    },
    {
      kind: 'exchanged-answers',
      channel: 'teams',
      text: 'teams: 1 answers were those of another channel or thread (10.0 %)',
    },
    expect.objectContaining({ kind: 'repeated-ids', channel: null }),
  ]);
});

test('right answers and 429 are no finding', () => {
  const measurement = measurementOf([{ values: times(5) }, { outcome: 'limited', status: 429, values: times(5) }]);
  expect(findingsOf(measurement, NO_REPEATS)).toEqual([]);
});

test('a token that is refused every time is the set-up; one that is refused once is an error', () => {
  const always = measurementOf([{ outcome: 'status', status: 401, values: times(5) }]);
  expect(isSetUp(always)).toBe(true);
  expect(findingsOf(always, NO_REPEATS)).toEqual([]);
  const once = measurementOf([{ outcome: 'status', status: 401, values: times(1) }, { values: times(4) }]);
  expect(isSetUp(once)).toBe(false);
  expect(findingsOf(once, NO_REPEATS)).toHaveLength(1);
});

test('a connection that was closed while idle is excused when it is rare, and only then', () => {
  const rare = unanswered(CLOSED_WHILE_IDLE, 1, 999);
  expect(findingsOf(rare, NO_REPEATS)).toEqual([]);
  expect(excused(rare)).toContain('1 of 1000');
  const often = unanswered(CLOSED_WHILE_IDLE, 5, 995);
  expect(findingsOf(often, NO_REPEATS)).toMatchObject([{ kind: 'errors', text: expect.stringContaining('5 of 1000') }]);
  expect(excused(often)).toBeNull();
  const other = unanswered('EOF', 1, 999);
  expect(findingsOf(other, NO_REPEATS)).toMatchObject([{ kind: 'errors', text: expect.stringContaining('1 × EOF') }]);
});

test('what is turned away where more was asked than the target can do is no finding; what goes wrong there is one', () => {
  const overloaded = [{ start: 10, seconds: 10 }];
  const busy = (second: number, status: number, outcome = 'status'): Group => ({
    second,
    outcome,
    status,
    values: times(3),
  });
  const turned = measurementOf([{ values: times(90) }, busy(12, 503), busy(15, 0, 'none')]);
  expect(findingsOf(turned, NO_REPEATS, overloaded)).toEqual([]);
  expect(turnedAway(turned, overloaded)).toContain('6 requests were turned away');
  expect(findingsOf(turned, NO_REPEATS)).toHaveLength(1);
  for (const other of [busy(12, 500), busy(5, 503), busy(25, 0, 'none')]) {
    const measurement = measurementOf([{ values: times(90) }, other]);
    expect(findingsOf(measurement, NO_REPEATS, overloaded)).toMatchObject([{ kind: 'errors' }]);
    expect(turnedAway(measurement, overloaded)).toBeNull();
  }
});
