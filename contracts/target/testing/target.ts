import type { Case } from '../../cases/case.ts';
import { casesOf } from '../../cases/catalogue.ts';
import { contract } from '../../clauses/testing/document.ts';
import type { Clock } from '../clock.ts';
import { type Answer, type Exchange, exchange, type HeaderList } from '../exchange.ts';
import { type Target, targetOf } from '../profile.ts';

/** The example profile of docs and README, all of its states. */
export const example = {
  name: 'acme-staging',
  baseUrl: 'https://staging.acme.example/api/v2',
  consent: 'sends real messages to test threads only',
  tokens: { full: { env: 'ACME_TOKEN' }, 'no-scope': { env: 'ACME_TOKEN_READONLY' }, bare: { env: 'ACME_TOKEN_BARE' } },
  states: {
    'email-thread': { thread: 'thr_1' },
    'slack-thread': { thread: 'thr_2', channelId: 'C024BE91L' },
    'slack-thread-stored': { thread: 'thr_3' },
    'live-chat-thread': { thread: 'thr_4' },
    'teams-thread': { thread: 'thr_5' },
    'email-not-configured': { thread: 'thr_6', token: 'bare' },
    'slack-not-configured': { thread: 'thr_7', token: 'bare', channelId: 'C024BE91L' },
    'live-chat-not-configured': 'inapplicable',
    'teams-not-configured': { thread: 'thr_8', token: 'bare' },
    'unknown-thread': { thread: 'thr_does_not_exist' },
    'foreign-thread': [
      { thread: 'thr_1', token: 'bare' },
      { thread: 'thr_4', token: 'bare' },
    ],
  },
  attachmentUrl: 'https://files.acme.example/test.pdf',
  limits: { requests: 2000, ratePerSecond: 20 },
  metrics: { pid: 4711 },
};

export const env = {
  ACME_TOKEN: 'full-secret',
  ACME_TOKEN_READONLY: 'readonly-secret',
  ACME_TOKEN_BARE: 'bare-secret',
};

/** The example with some parts other than they are. */
export function targetWith(changes: object = {}, variables: Record<string, string> = env): Target {
  const checked = targetOf({ ...example, ...changes }, variables);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return checked.target;
}

export const cases = casesOf(contract);

export function caseCalled(id: string): Case {
  const one = cases.find((candidate) => candidate.id === id);
  if (one === undefined) throw new Error(`there is no case ${id}`);
  return one;
}

export const ordinaryCase = caseCalled('request.body.required/only-required');

/** A clock that only its owner moves. */
export function stoppedClock(wall = Date.UTC(2026, 0, 1)): Clock {
  return { now: () => 0, wall: () => wall };
}

export function answered(status: number, headers: HeaderList = [], body: string | Buffer = ''): Answer {
  return { kind: 'answer', status, headers, body: Buffer.from(body) };
}

/** An exchange of the ordinary case by the probe, but for what a test is about. */
export function exchangeOf(parts: Partial<Omit<Exchange, 'toJSON'>> = {}): Exchange {
  return exchange({
    id: 'x0001',
    case: ordinaryCase,
    engine: 'probe',
    entry: 0,
    thread: 'thr_1',
    request: { method: 'POST', url: 'http://127.0.0.1:1/threads/thr_1/messages', headers: [], body: Buffer.from('{}') },
    answer: answered(200),
    sentAt: 1,
    duration: 2,
    round: 0,
    attempt: 1,
    ...parts,
  });
}
