import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { casesOf } from '../../cases/catalogue.ts';
import { readContract } from '../../clauses/contract.ts';
import { targetOf } from '../../target/profile.ts';
import { resolve } from '../../target/resolve.ts';
import type { Planned } from '../engine.ts';
import { profile, token } from '../testing/liar.ts';
import { type Pact, pactFile, readPact } from './pact-file.ts';
import { pactOf, verificationsOf } from './verification.ts';

const contract = readContract(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
const pact = readPact(await readFile(pactFile, 'utf8'));
const checked = targetOf(profile('http://127.0.0.1:9'), { LIAR_TOKEN: token });
const prefix = ({ case: one, entry }: Planned) => `/~${one.id}.${entry}`;

function planned(id: string): Planned[] {
  const one = casesOf(contract).find((candidate) => candidate.id === id);
  if (one === undefined || 'problems' in checked) throw new RangeError(id);
  const resolved = resolve(one, checked.target);
  if (resolved.kind !== 'ready') throw new RangeError(`${id} is ${resolved.kind}`);
  return resolved.messages.map((message, entry) => ({ case: one, entry, round: 0, ...message }));
}

test('a provider state fills in what the plan says, and its token is a placeholder', () => {
  const [one] = verificationsOf(pact, planned('says.slack-channel-id/given'), prefix);
  expect(one?.values).toEqual({
    prefix: '/~says.slack-channel-id/given.0',
    thread: 'thr_2',
    authorization: 'Bearer {{token:full}}',
    channelId: 'C777',
  });
});

test('of the pact only what is planned is left, once for each entry, round: 0, under its key', () => {
  const verifications = verificationsOf(pact, planned('means.workspace/foreign'), prefix);
  expect(pactOf(pact, verifications).interactions.map(({ description }) => description)).toEqual([
    '/~means.workspace/foreign.0',
    '/~means.workspace/foreign.1',
  ]);
});

test.each<[string, (pact: Pact) => Pact]>([
  ['without the case', (old) => ({ ...old, interactions: [] })],
  [
    'with another body',
    (old) => ({
      ...old,
      interactions: old.interactions.map((one) => ({ ...one, request: { body: { content: { content: 'old' } } } })),
    }),
  ],
  [
    'in another state',
    (old) => ({
      ...old,
      interactions: old.interactions.map((one) => ({
        ...one,
        providerStates: one.providerStates.map(({ params }) => ({ name: 'old', params })),
      })),
    }),
  ],
])('a stale pact, %s, is not sent', (_, older) => {
  expect(() => verificationsOf(older(pact), planned('says.channel/teams'), prefix)).toThrow(
    'the pact is stale: it does not say what says.channel/teams says',
  );
});

test('a file that is not a pact of this project is refused', () => {
  expect(() => readPact('{"interactions":[{"description":"x"}]}')).toThrow('not a pact that sendproof wrote');
});
