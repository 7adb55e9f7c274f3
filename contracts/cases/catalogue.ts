import type { Contract } from '../clauses/contract.ts';
import { successesOf } from '../clauses/operation.ts';
import {
  accessCases,
  accessCasesElsewhere,
  accessCasesWithEverything,
  integrationCasesWithEverything,
} from './access.ts';
import { agreementWith } from './agreement.ts';
import { besideCases } from './beside.ts';
import { bodyCases, bodyCasesElsewhere } from './body.ts';
import type { Case } from './case.ts';
import { channelCases } from './channels.ts';
import { connectionCases } from './connection.ts';
import { drawnCases } from './drawn.ts';
import { framingCases, framingCasesElsewhere } from './framing.ts';
import { integrationCases, strangerCases } from './integration.ts';
import { numberCases } from './numbers.ts';
import { placeCases } from './places.ts';
import { repeatedCases } from './repeated.ts';
import { valueCases, valueCasesElsewhere } from './values.ts';

/**
 * Every case of a contract, derived from its clauses, in the order in which a reader would ask. A case about a clause
 * that the contract does not have, or that the contract itself sees otherwise, is none: its clause becomes a hole.
 */
export function casesOf(contract: Contract): Case[] {
  const families = [
    channelCases,
    integrationCases,
    accessCases,
    accessCasesWithEverything,
    integrationCasesWithEverything,
    strangerCases,
    framingCases,
    valueCases,
    placeCases,
    numberCases,
    bodyCases,
    besideCases,
    drawnCases,
    accessCasesElsewhere,
    framingCasesElsewhere,
    valueCasesElsewhere,
    bodyCasesElsewhere,
    connectionCases,
    repeatedCases,
  ];
  const known = new Set(contract.clauses.map(({ id }) => id));
  const agrees = agreementWith(contract);
  return families
    .flatMap((family) => family(contract))
    .filter((one) => one.clauses.every((clause) => known.has(clause)) && agrees(one));
}

/**
 * The clauses that a case reaches: those under test, and those that its answer shows in passing. `issues[]` and the like
 * are reached only when an answer has them, which a plan cannot know.
 */
export function clausesReached(contract: Contract, { clauses, expectation, fault }: Case): string[] {
  const successes = successesOf(contract.operation);
  const responses = contract.operation.responses
    .filter((one) => successes.includes(one) === (expectation.kind === 'success'))
    .map(({ status }) => `response.${status}`);
  const shape = contract.clauses
    .map(({ id }) => id)
    .filter((id) => responses.some((response) => id === response || id.startsWith(`${response}.`)));
  const passing =
    expectation.kind === 'success'
      ? ['says.channel', 'means.thread_id.echo', 'means.id.unique']
      : [
          'rfc.client-error-4xx',
          ...(fault?.kind === 'authorization' ? ['rfc.missing-token-401', 'rfc.www-authenticate'] : []),
        ];
  return [...new Set([...clauses, ...shape, ...passing])];
}
