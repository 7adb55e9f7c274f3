import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { casesOf, clausesReached } from '../../cases/catalogue.ts';
import { readContract } from '../../clauses/contract.ts';
import { pactBlindTo } from './blind-spots.ts';
import { interactionOf } from './consumer.ts';

const contract = readContract(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
const reached = new Set(
  casesOf(contract)
    .filter((one) => interactionOf(one) !== undefined)
    .flatMap((one) => clausesReached(contract, one)),
);

test('of the clauses that the pact’s cases reach, Pact is blind to these and no others', () => {
  expect([...reached].filter((clause) => pactBlindTo(clause) !== undefined).toSorted()).toEqual([
    'means.id.unique',
    'means.thread_id.echo',
    'response.200.body.additionalProperties',
    'response.default.body.additionalProperties',
    'response.default.body.issues.type',
    'response.default.body.issues[].additionalProperties',
    'response.default.body.issues[].message.type',
    'response.default.body.issues[].required',
    'response.default.body.issues[].type',
    'rfc.missing-token-401',
    'rfc.www-authenticate',
  ]);
});

test('what a request must not have more of is no blind spot', () => {
  expect(pactBlindTo('request.body.additionalProperties')).toBeUndefined();
  expect(pactBlindTo('request.body.cc[].additionalProperties')).toBeUndefined();
});
