import type { Contract } from '../clauses/contract.ts';
import { bodyCases, controlsOf } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { firstFaults } from './faults.ts';
import { placeCases } from './places.ts';
import { valueCases } from './values.ts';

/** How many bodies are drawn: valid ones in all, and broken ones for each keyword in each place. */
const values = { valid: 60, broken: 3 };

/**
 * Cases whose bodies are drawn at random, by the seed of the run: a valid one must go out, whatever else is in it; one
 * with a single fault must not. They find what no list of cases foresees, and show it in its smallest form.
 */
export function drawnCases(contract: Contract): Case[] {
  // What a case of its own shows already is not shown again: a drawn body stands for what no case has.
  const listed = [...bodyCases(contract), ...valueCases(contract), ...placeCases(contract)].filter(
    ({ fault, expectation }) => fault === null && expectation.level === 'must',
  );
  const valid = onEmail({
    id: 'request.body.type/drawn-valid',
    title: 'a valid body, drawn at random',
    request: request(null, { body: { kind: 'drawn', values: values.valid } }),
    fault: null,
    expectation: success('email-thread'),
    clauses: ['request.body.type'],
    controls: listed.map(({ id }) => id),
  });
  const broken = firstFaults(contract).map(({ place, keyword, clause, probe }) =>
    onEmail({
      id: `${clause}/drawn`,
      title: `${place.name === '' ? 'the body' : place.name} breaks ${keyword}, in a body drawn at random`,
      request: request(null, { body: { kind: 'drawn', values: values.broken } }),
      fault: { kind: 'keyword', keyword, at: place.name },
      expectation: refusal(),
      clauses: [clause],
      controls: controlsOf(contract.body, place, keyword, probe, ''),
    }),
  );
  return [valid, ...broken];
}
