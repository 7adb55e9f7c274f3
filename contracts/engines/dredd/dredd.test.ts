import { expect, test } from 'vitest';
import { auditLiar, named } from '../testing/audit.ts';
import { type Lie, token } from '../testing/liar.ts';
import { runDredd } from './dredd.ts';

const ids = [
  'request.body.required/only-required',
  'says.channel/teams',
  'says.slack-channel-id/given',
  'says.cc/@teams-thread',
  'says.integration/email',
  'security.bearer/missing',
  'means.workspace/foreign',
];
/** Dredd sends JSON bodies; these are the probe's. */
const notDredds = ['request.media-type/truncated', 'request.required/none', 'path.thread_id.required/empty'];

const answer =
  (thread: string, body: object): Lie =>
  (seen) =>
    seen.thread === thread ? { status: 200, body } : undefined;

test('a truthful target: every case that Dredd can send is sent once, with each entry of its state, and passes', async () => {
  const { opinions, exchanges, seen, notPassed } = await auditLiar(runDredd, [...ids, ...notDredds]);
  expect(notPassed).toEqual([]);
  const wanted = [...ids.map((id) => `${id} 0`), 'means.workspace/foreign 1'].toSorted();
  expect(named(opinions)).toEqual(wanted);
  expect(named(exchanges.map(({ case: { id }, entry }) => ({ case: id, entry })))).toEqual(wanted);
  expect(seen.filter(({ authorization }) => authorization === undefined)).toHaveLength(1);
  expect(seen.filter(({ authorization }) => authorization === `Bearer ${token}`)).toHaveLength(wanted.length - 1);
});

test.each<[string, string[], Lie]>([
  [
    'a wrong channel',
    ['says.slack-channel-id/given 0'],
    answer('thr_2', { id: 'm', thread_id: 'thr_2', channel: 'email' }),
  ],
  [
    'an extra property',
    ['says.slack-channel-id/given 0'],
    answer('thr_2', { id: 'm', thread_id: 'thr_2', channel: 'slack', at: 1 }),
  ],
  [
    'the thread of another',
    ['says.slack-channel-id/given 0'],
    answer('thr_2', { id: 'm', thread_id: 'thr_5', channel: 'slack' }),
  ],
  [
    'one of two foreign threads can be written to',
    ['means.workspace/foreign 1'],
    answer('thr_8', { id: 'm', thread_id: 'thr_8', channel: 'email' }),
  ],
  [
    'another code than the document gives',
    ['says.integration/email 0'],
    ({ thread }) => (thread === 'thr_6' ? { status: 400, body: { code: 'no_integration', message: 'no' } } : undefined),
  ],
  [
    'another status than the document gives',
    ['says.integration/email 0'],
    ({ thread }) =>
      thread === 'thr_6' ? { status: 422, body: { code: 'validation_failed', message: 'no' } } : undefined,
  ],
  [
    'an error without a code',
    ['security.bearer/missing 0'],
    ({ authorization }) => (authorization ? undefined : { status: 401, body: { message: 'no' } }),
  ],
])('one lie, %s: failed for exactly that case', async (_, names, lie) => {
  const { notPassed } = await auditLiar(runDredd, ids, lie);
  expect(named(notPassed)).toEqual(names);
  expect(notPassed[0]).toMatchObject({ outcome: 'failed', words: expect.stringMatching(/body|statusCode/) });
});

test('what the document leaves open is no failure: another 4xx, an optional list, parameters of the media type', async () => {
  const { notPassed } = await auditLiar(runDredd, ids, ({ thread, authorization }, response) => {
    if (thread !== 'thr_7' && authorization !== undefined) return undefined;
    const body = { code: 'secret', message: 'no', issues: [{ message: 'really' }] };
    response.writeHead(410, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
    return 'handled';
  });
  expect(notPassed).toEqual([]);
});

test('cc refused on a Teams thread is no failure: the document leaves it open', async () => {
  const { notPassed } = await auditLiar(runDredd, ids, ({ body }) =>
    body.cc === undefined ? undefined : { status: 400, body: { code: 'validation_failed', message: 'no cc here' } },
  );
  expect(notPassed).toEqual([]);
});

test('no answer is a fault, for exactly that case', async () => {
  const { notPassed } = await auditLiar(runDredd, ids, ({ thread, body }, response) => {
    if (thread !== 'thr_5' || body.cc !== undefined) return undefined;
    response.destroy();
    return 'handled';
  });
  expect(notPassed).toMatchObject([{ case: 'says.channel/teams', outcome: 'fault' }]);
});

test('stopped in the middle: the child ends, and no further request is sent', async () => {
  const stop = new AbortController();
  const never: Lie = () => {
    stop.abort();
    return 'handled';
  };
  const { seen } = await auditLiar(runDredd, ids, never, stop);
  expect(seen).toHaveLength(1);
});
