import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { pactFile } from './pact-file.ts';
import { interactionsOfContract } from './write-pact.ts';

const contract = JSON.parse(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
const committed = await readFile(pactFile, 'utf8');

/** The comparator's types cannot be resolved by a project of ES modules: this is the part of its API that is used here. */
type Finding = { type: 'error' | 'warning' | 'info'; code: string; mockDetails?: { interactionDescription?: string } };
type ComparatorModule = {
  Comparator: new (documents: { oas: object }) => { compare(pact: object): AsyncIterable<Finding> };
};
const { Comparator }: ComparatorModule = createRequire(import.meta.url)('@pactflow/openapi-pact-comparator');

async function findings(source: string) {
  const found: { type: Finding['type']; code: string; at: string }[] = [];
  for await (const { type, code, mockDetails } of new Comparator({ oas: contract }).compare(JSON.parse(source)))
    found.push({ type, code, at: mockDetails?.interactionDescription ?? '' });
  return found;
}

const errorsIn = async (source: string) => (await findings(source)).filter(({ type }) => type === 'error');

// It does not look at what is sent in order to be refused, and that is right: those requests break the contract on purpose.
test('the pact asks for nothing that the contract does not promise', async () => {
  expect(await errorsIn(committed)).toEqual([]);
});

test('what the comparator only warns of is that refusals are the document’s default response', async () => {
  const refusals = (await interactionsOfContract()).filter(({ expected }) => expected.kind === 'refused');
  const found = await findings(committed);
  expect(new Set(found.map(({ code }) => code))).toEqual(new Set(['response.status.default']));
  expect(found.map(({ at }) => at).toSorted()).toEqual(refusals.map(({ description }) => description).toSorted());
});

// Each breaks the pact by one replacement, so that a comparator that looks away is noticed.
test.each([
  ['a channel that the contract does not have', '"channel": "teams"', '"channel": "fax"', 'response.body.incompatible'],
  ['a property that no answer has', '"thread_id": "thr_1"', '"threadId": "thr_1"', 'response.body.incompatible'],
  ['an error without its message', '"message": "why', '"reason": "why', 'response.body.incompatible'],
  [
    'a path that the contract does not have',
    '"path": "/threads/thr_1/',
    '"path": "/thread/thr_1/',
    'request.path-or-method.unknown',
  ],
  ['a property that no message has', '"mailboxHash": ', '"mailbox": ', 'request.body.incompatible'],
])('a wrong pact is flagged: %s', async (_, right, wrong, code) => {
  expect(committed).toContain(right);
  expect((await errorsIn(committed.replaceAll(right, wrong))).map((error) => error.code)).toContain(code);
});
