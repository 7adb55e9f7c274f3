import { expect, test } from 'vitest';
import { type Facts, health } from './health.ts';

const GOOD: Facts = {
  rate: 50,
  planned: 500,
  results: 500,
  sent: 500,
  dropped: 0,
  overloadIsAnAnswer: false,
  queue: null,
  vus: { most: 500, used: 100 },
  unreadable: 0,
  firstUnreadable: null,
  ended: 'itself',
  killed: false,
  exitCode: 0,
  stderr: '',
  cpu: 0.2,
  cores: 2,
  late: 3,
  limited: 0,
  unauthorised: false,
  answers: [
    { channel: 'email', count: 250 },
    { channel: 'slack', count: 250 },
  ],
};

test('a good run can be believed, also where CPU can not be read, and where nobody can say how much was planned', () => {
  expect(health(GOOD)).toEqual([]);
  expect(health({ ...GOOD, cpu: null })).toEqual([]);
  expect(health({ ...GOOD, planned: null, sent: 499, results: 499 })).toEqual([]);
});

test.each<[string, Partial<Facts>, RegExp]>([
  ['dropped iterations', { dropped: 1 }, /dropped 1 of 500 .*lower --rate/],
  ['all VUs busy', { dropped: 9, vus: { most: 500, used: 500 } }, /all 500 virtual users were waiting/],
  ['CPU above 80 %', { cpu: 1.7 }, /1\.7 of 2 cores/],
  ['late starts', { late: 80 }, /80 ms late .*too busy/],
  ['a queue that grows', { queue: 4.2 }, /did not keep up with 50\/s.*4\.2 s at the end.*breakpoint/],
  ['lines that could not be read', { unreadable: 2, firstUnreadable: '{"me' }, /2 lines .*\{"me/],
  ['results that are missing', { results: 480 }, /sent 500 .* 480 results/],
  ['requests that were not sent', { sent: 498, results: 498 }, /498 of 500/],
  ['an exit code', { exitCode: 107, stderr: 'ReferenceError' }, /exit code 107: ReferenceError/],
  ['a signal', { exitCode: null }, /ended with a signal/],
  ['the time limit', { ended: 'timeLimit', exitCode: null }, /did not end in time/],
  ['an interruption', { ended: 'aborted', exitCode: 105, sent: 20, results: 19 }, /interrupted/],
  ['429', { limited: 3 }, /target rate-limited 3 of 500 .*lower --rate/],
  ['401 everywhere', { unauthorised: true }, /check the token/],
  ['too few samples', { answers: [{ channel: 'email', count: 19 }] }, /email has 19 answers.*20 are needed/],
  ['no samples', { answers: [{ channel: 'email', count: 0 }] }, /email has 0 answers/],
])('%s: one reason, and what to do', (_, change, reason) => {
  const reasons = health({ ...GOOD, ...change });
  expect(reasons).toEqual([expect.stringMatching(reason)]);
});

test('a target that does not keep up is what some scenarios look for', () => {
  const full = { dropped: 9, queue: 4.2, vus: { most: 500, used: 500 } };
  expect(health({ ...GOOD, ...full, overloadIsAnAnswer: true })).toEqual([]);
});

test('dropped requests make all later ones look late: that is not said as well', () => {
  expect(health({ ...GOOD, dropped: 9, late: 7000 })).toEqual([expect.stringContaining('dropped 9 of 500')]);
});

test('when too much failed, that is the result: nothing else is said of it', () => {
  expect(
    health({ ...GOOD, killed: true, ended: 'aborted', exitCode: 105, sent: 90, results: 80, answers: [] }),
  ).toEqual([]);
});
