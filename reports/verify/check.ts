import type { KeyObject } from 'node:crypto';
import type { Case } from '../../contracts/cases/case.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Directory } from '../record/read.ts';
import type { Reports } from '../record/writer.ts';

/** One thing that is not as it should be: what, in which file or place, and what to do. */
export type Problem = { what: string; where: string; hint: string };

/** One question about a run directory. `unknown`: it cannot be answered here. `says` is what was found, in a few words. */
export type Check = { name: string; state: 'holds' | 'broken' | 'unknown'; says: string; problems: Problem[] };

/** A run directory, and what it is held against. */
export type Claim = {
  directory: Directory;
  contract: Contract;
  /** Whether the contract is the copy that lies beside the run: then nobody else has vouched for it. */
  isCopy: boolean;
  /** Every case that this contract derives. */
  cases: readonly Case[];
  reports: Reports;
  /** Of this sendproof. */
  version: string;
  /** The signer's public key, where the reader has it from elsewhere. */
  key: KeyObject | undefined;
};

export const holds = (name: string, says: string): Check => ({ name, state: 'holds', says, problems: [] });

export const unknown = (name: string, says: string, ...problems: Problem[]): Check => ({
  name,
  state: 'unknown',
  says,
  problems,
});

/** It holds unless there are problems. */
export const check = (name: string, says: string, problems: Problem[]): Check =>
  problems.length === 0 ? holds(name, says) : { name, state: 'broken', says: '', problems };

/** What another version wrote this one may write otherwise: then a difference is no proof that something was changed. */
export const betweenVersions = (found: Check, writer: string, version: string): Check =>
  found.state !== 'broken' || writer === version
    ? found
    : unknown(
        found.name,
        `sendproof ${writer} wrote this run, and ${version} comes to something else`,
        ...found.problems.map((one) => ({ ...one, hint: `Verify it with sendproof ${writer}.` })),
      );

/** What to do about files that are not what they were. */
export const getAgain = 'Do not rely on this copy: get the directory again from where the run was made.';

/** What all checks come to, as an exit code: 0 all hold, 1 something does not, 3 something cannot be said. */
export const exitCodeOf = (checks: readonly Check[]): 0 | 1 | 3 => {
  if (checks.some(({ state }) => state === 'broken')) return 1;
  return checks.some(({ state }) => state === 'unknown') ? 3 : 0;
};

/** Commands that measure only: no case is planned, sent or judged. */
export const withoutCases = ({ command }: { command: string }): boolean => command === 'load' || command === 'compare';
