import type { Contract } from '../clauses/contract.ts';
import { demandsOf, type Place } from '../clauses/schema.ts';
import { breaks } from './agreement.ts';
import { idOf } from './body.ts';
import { probesOf } from './keywords.ts';
import type { Probe } from './probe.ts';
import { bodyWith } from './sample.ts';

/** One keyword of one place, and the first change that breaks it. */
export type FirstFault = { place: Place; keyword: string; clause: string; probe: Probe };

/** The first fault of each keyword in each place that has one which must be refused. */
export function firstFaults(contract: Contract): FirstFault[] {
  return contract.body.flatMap((place) =>
    demandsOf(place.schema).flatMap(([keyword]) =>
      faultsOf(contract, place, keyword)
        .slice(0, 1)
        .map((probe) => ({ place, keyword, clause: `${idOf(place)}.${keyword}`, probe })),
    ),
  );
}

/** The changes to a value that break one keyword of one place, must be refused, and are wrong for the whole schema too. */
export function faultsOf(contract: Contract, place: Place, keyword: string): Probe[] {
  const { body } = contract;
  // In OpenAPI 3.0 `format` is an annotation: what breaks it may be accepted.
  const value = keyword === 'format' ? undefined : place.schema[keyword];
  if (value === undefined) return [];
  return (probesOf(body, place, keyword, value) ?? [])
    .filter(({ valid, at }) => !valid && at === 'place')
    .filter(({ edit }) => breaks(contract, bodyWith(body, place.path, edit), keyword));
}
