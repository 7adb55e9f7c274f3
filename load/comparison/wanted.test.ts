import { expect, test } from 'vitest';
import { wantedOf } from './wanted.ts';

const of = (wanted: ReturnType<typeof wantedOf>, metric: string, channel: string | null = null) =>
  wanted.find((one) => one.metric === metric && one.channel === channel);

test('when nothing is asked for, the whole must keep its percentiles and its errors, and everything else is watched', () => {
  const wanted = wantedOf([], ['email', 'teams']);
  expect(wanted.filter(({ required }) => required)).toEqual([
    { metric: 'p50', channel: null, margin: 0.05, required: true },
    { metric: 'p90', channel: null, margin: 0.05, required: true },
    { metric: 'p99', channel: null, margin: 0.1, required: true },
    { metric: 'errors', channel: null, margin: 0.005, required: true },
  ]);
  expect(of(wanted, 'p50', 'email')).toMatchObject({ margin: 0.1, required: false });
  expect(of(wanted, 'cpu')).toMatchObject({ required: false });
});

test('what is asked for is what must be kept, and the errors are too; the last word on a margin counts', () => {
  const wanted = wantedOf(
    [
      { metric: 'p50', channel: null, margin: 0.03 },
      { metric: 'p50', channel: null, margin: 0.02 },
      { metric: 'p99', channel: 'email', margin: 0.15 },
    ],
    ['email', 'teams'],
  );
  const required = wanted.filter((one) => one.required).map(({ metric, channel, margin }) => [metric, channel, margin]);
  expect(required).toEqual([
    ['p50', null, 0.02],
    ['errors', null, 0.005],
    ['p99', 'email', 0.15],
  ]);
  expect(of(wanted, 'p90')).toMatchObject({ required: false });
});

test('a channel that has no thread in both profiles cannot be asked for in vain', () => {
  const wanted = wantedOf([{ metric: 'p50', channel: 'slack', margin: 0.05 }], ['email']);
  expect(of(wanted, 'p50', 'slack')).toMatchObject({ required: true });
});
