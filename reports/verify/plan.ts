import type { Case } from '../../contracts/cases/case.ts';
import { names } from '../attestation/names.ts';
import { contractCopies } from '../record/contract-copy.ts';
import { asJson, difference } from '../record/difference.ts';
import type { RunRecord } from '../record/record.ts';
import { type Check, type Claim, check, getAgain, holds, type Problem, unknown, withoutCases } from './check.ts';

/** Whether the contract that was judged by is the one that is here. Otherwise nothing can be judged again. */
export const contractCheck = ({ contract: { document }, isCopy }: Claim, { contract, tool }: RunRecord): Check => {
  const name = `${document.title} ${document.version}`;
  const limit =
    'the document that lies beside it, not the one that sendproof comes with; give --contract with your own';
  if (contract.sha256 === document.sha256) return holds('contract', isCopy ? `${name}: ${limit}` : name);
  if (isCopy)
    return check('contract', '', [
      { what: 'it is not the document that the run was judged by', where: contractCopies.join(' or '), hint: getAgain },
    ]);
  const what = `the run was judged by a document with the sha256 ${contract.sha256}; the one at hand has ${document.sha256}`;
  const hint = `Give --contract that document; the run was made with sendproof ${tool.version}.`;
  return unknown('contract', 'another document: the verdicts cannot be judged again', {
    what,
    where: `${names.record}/contract`,
    hint,
  });
};

const hint = 'Do not rely on this record: its plan is none that sendproof makes of this contract.';

/** Whether clauses and cases are those that the contract derives. A run may have some of the cases only (`--only`). */
export const planCheck = ({ contract, cases }: Claim, record: RunRecord): Check => {
  const isLoad = withoutCases(record);
  const clauses = isLoad ? [] : contract.clauses;
  const unread = isLoad ? [] : contract.unread;
  const all = new Map((isLoad ? [] : cases).map((one) => [one.id, one]));
  const chosen = new Set(record.cases.map(({ id }) => id));
  const says = `${clauses.length} clauses and ${chosen.size} of ${all.size} cases are the contract's`;
  return check('plan', isLoad ? `a ${record.command} has no cases` : says, [
    ...byId('clause', record.clauses, clauses),
    ...byId(
      'case',
      record.cases,
      [...all.values()].filter(({ id }) => chosen.has(id)),
    ),
    ...lost(record.cases, all, chosen),
    ...(difference(record.unread, asJson(unread)) === undefined
      ? []
      : [
          {
            what: 'the sentences that nobody has read are not those of the contract',
            where: `${names.record}/unread`,
            hint,
          },
        ]),
    ...(isLoad || chosen.size > 0 ? [] : [{ what: 'there is no case', where: `${names.record}/cases`, hint }]),
  ]);
};

type Named = { id: string };

/** What is said otherwise, what is missing and what is there too much. */
const byId = (kind: 'clause' | 'case', said: readonly Named[], right: readonly Named[]): Problem[] => {
  const own = new Map(said.map((one) => [one.id, one]));
  const wanted = new Map(right.map((one) => [one.id, one]));
  const problem = (id: string, what: string): Problem => ({
    what: `the ${kind} ${id} ${what}`,
    where: `${names.record}/${kind}s`,
    hint,
  });
  return [
    ...[...own.keys()].filter((id) => !wanted.has(id)).map((id) => problem(id, 'does not come from the contract')),
    ...[...wanted].flatMap(([id, one]) => {
      if (!own.has(id)) return [problem(id, 'is missing')];
      const place = difference(own.get(id), asJson(one));
      return place === undefined ? [] : [problem(id, `is not as it comes from the contract: ${place} is another`)];
    }),
  ];
};

/** Controls that a case of the run was chosen with, and that are not there. */
const lost = (said: readonly Case[], all: ReadonlyMap<string, Case>, chosen: ReadonlySet<string>): Problem[] =>
  said.flatMap(({ id, controls }) =>
    controls
      .filter((control) => all.has(control) && !chosen.has(control))
      .map((control) => ({
        what: `the case ${id} is there without its control ${control}`,
        where: `${names.record}/cases`,
        hint,
      })),
  );
