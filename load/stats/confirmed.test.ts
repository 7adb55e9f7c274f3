import { expect, test } from 'vitest';
import { confirmed, type Judged } from './confirmed.ts';
import type { Suspicion } from './suspicion.ts';
import { suspicions } from './suspicions.ts';
import type { Service } from './testing/model.ts';
import { clean, growing } from './testing/services.ts';
import { AVERAGE, SMOKE, simulate } from './testing/simulate.ts';

const judge = (service: Service, scenario = SMOKE, runs = 2): Judged[] =>
  simulate(service, scenario, runs, 5).map((observed) => ({ observed, suspicions: suspicions(observed) }));
const two = (runs: Judged[]): [Judged, Judged] => {
  const [first, second] = runs;
  if (first === undefined || second === undefined) throw new Error('two runs were simulated');
  return [first, second];
};
const suspicion = (kind: Suspicion['kind'], channel: string | null): Suspicion => ({
  kind,
  channel,
  size: 2,
  text: 'so it was',
});
const [first, second] = two(judge(clean(2)));

test('what only one run shows is not said', () => {
  expect(confirmed({ ...first, suspicions: [suspicion('stalls', null)] }, second)).toEqual([]);
  expect(confirmed(first, { ...second, suspicions: [suspicion('stalls', null)] })).toEqual([]);
});

test('the same kind on the same channel is said with the figures of the first', () => {
  const said = confirmed(
    { ...first, suspicions: [suspicion('slow-channel', 'teams'), suspicion('stalls', null)] },
    { ...second, suspicions: [{ ...suspicion('slow-channel', 'teams'), text: 'other figures' }] },
  );
  expect(said).toEqual([{ ...suspicion('slow-channel', 'teams'), text: 'so it was; a second run showed it again' }]);
});

test('another channel is another fault; a channel that only one run could name is not', () => {
  const with_ = (channel: string | null) => ({ ...second, suspicions: [suspicion('slow-channel', channel)] });
  const suspected = { ...first, suspicions: [suspicion('slow-channel', 'teams')] };
  expect(confirmed(suspected, with_('slack'))).toEqual([]);
  expect(confirmed(suspected, with_(null))).toHaveLength(1);
});

test('growth that came to its end stands when the second run begins at the raised level', () => {
  const runs = two(judge(growing(0.5, 0.02, 12), SMOKE));
  expect(confirmed(...runs)).toEqual([
    expect.objectContaining({
      kind: 'latency-growth',
      text: expect.stringMatching(/; a second run began at the raised level$/),
    }),
  ]);
});

test('growth that fell back, as after a load of the machine, does not', () => {
  const [grown] = two(judge(growing(0.5, 0.02, 12), SMOKE));
  const [fresh] = two(judge(clean(0.5), SMOKE));
  expect(grown.suspicions).toHaveLength(1);
  expect(confirmed(grown, fresh)).toEqual([]);
});

test('memory that stays but does not go on growing is a heap that found its size', () => {
  const MIB = 1024 * 1024;
  const service = { ...clean(0.5), memory: (served: number) => 80 * MIB + Math.min(served, 6000) * 12 * 1024 };
  const runs = two(judge(service, AVERAGE));
  expect(runs[0].suspicions.map(({ kind }) => kind)).toEqual(['memory-growth']);
  expect(confirmed(...runs)).toEqual([]);
});
