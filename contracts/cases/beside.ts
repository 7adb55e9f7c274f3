import type { Contract } from '../clauses/contract.ts';
import { onEmail, refusal, request } from './build.ts';
import type { Case } from './case.ts';
import { firstFaults } from './faults.ts';
import { editAt, fullBody } from './sample.ts';

/** The first fault of each keyword in a body that has everything else too: a target may look at one thing only where another is not. */
export function besideCases(contract: Contract): Case[] {
  const everything = fullBody(contract.body);
  return firstFaults(contract)
    .filter(({ place }) => place.path.length > 0)
    .map(({ place, keyword, clause, probe }) =>
      onEmail({
        id: `${clause}/beside-${probe.label}`,
        title: `${place.name.replaceAll('[]', '[0]')} ${probe.title}, beside everything else`,
        request: request(editAt(everything, place.path, probe.edit)),
        fault: { kind: 'keyword', keyword, at: place.name },
        expectation: refusal(),
        clauses: [clause],
        controls: ['request.body.type/everything'],
      }),
    );
}
