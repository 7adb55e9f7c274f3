import Type from 'typebox';
import { sha256 } from '../record/exchange-file.ts';
import type { RunRecord } from '../record/record.ts';
import { type Checked, checker } from '../record/validate.ts';
import { type CaseOutcome, type CaseResult, caseResults } from '../view/cases.ts';

const Sha256Schema = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** An in-toto Statement v1 with the predicate "test result" v0.1, as far as it is read again. */
export const StatementSchema = Type.Object({
  _type: Type.Literal('https://in-toto.io/Statement/v1'),
  subject: Type.Array(Type.Object({ name: Type.String(), digest: Sha256Schema }), { minItems: 1 }),
  predicateType: Type.Literal('https://in-toto.io/attestation/test-result/v0.1'),
  predicate: Type.Unknown(),
});
export type Statement = Type.Static<typeof StatementSchema>;

/** The digest of each file that a reader may rely on, by its name. The exchanges follow from `record.json`. */
export type Digests = ReadonlyMap<string, string>;

/**
 * PASSED and WARNED both say that all tests passed, so a run without a full answer may be neither: a policy that asks for
 * them would let through what nobody looked at. FAILED is what is left: the run failed to give an answer, though no case
 * needs to have failed. The record's own word stands beside it, in the annotations of the configuration.
 */
const resultOf = ({ result }: RunRecord, cases: readonly CaseResult[]): 'PASSED' | 'WARNED' | 'FAILED' => {
  if (result !== 'passed') return 'FAILED';
  return cases.some(({ outcome }) => outcome === 'warned' || outcome === 'waived') ? 'WARNED' : 'PASSED';
};

/** What a signature says of a run: which files it has, and what it came to. */
export const statementOf = (record: RunRecord, digests: Digests): Statement => {
  const { contract, target, profile, tool, command, strict, seed, result } = record;
  const cases = caseResults(record);
  const named = (...outcomes: CaseOutcome[]): string[] =>
    cases.filter(({ outcome }) => outcomes.includes(outcome)).map(({ id }) => id);
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...digests].map(([name, digest]) => ({ name, digest: { sha256: digest } })),
    predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
    predicate: {
      result: resultOf(record, cases),
      configuration: [
        { name: `${contract.title} ${contract.version}`, digest: { sha256: contract.sha256 } },
        // The profile as it stands in the record, without spaces: jq -cj .profile record.json | sha256sum
        { name: `profile ${target.name}`, digest: { sha256: sha256(JSON.stringify(profile)) } },
        {
          name: tool.name,
          uri: `pkg:generic/${tool.name}@${tool.version}`,
          annotations: { command, strict, seed, result },
        },
      ],
      passedTests: named('passed'),
      warnedTests: named('warned'),
      // A waiver changes what a failure does to the result, not that it is one.
      failedTests: named('failed', 'waived'),
    },
  };
};

const isStatement = checker<Statement>(StatementSchema, 'the statement');

/** The statement in a payload. */
export const statementFrom = (text: string): Checked<Statement> => {
  try {
    return isStatement(JSON.parse(text));
  } catch {
    return { ok: false, errors: ['the payload is not JSON'] };
  }
};
