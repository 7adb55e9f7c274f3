import type { Clause } from '../../contracts/clauses/clause.ts';

/**
 * Why a test is neither passed nor failed, and keeps nobody waiting: left out (with the profile's leave or without), not
 * applicable, waived, decided by another engine, measured while the load was not valid, or only watched and left open.
 */
export type WhySkipped =
  | 'untested'
  | 'untested-accepted'
  | 'inapplicable'
  | 'waived'
  | 'cantTell'
  | 'not-counted'
  | 'undecided';

/** `failure`: the target falls short. `error`: no answer. */
export type TestOutcome =
  | { kind: 'passed' }
  | { kind: 'skipped'; why: WhySkipped; message: string; body: string }
  | { kind: 'failure' | 'error'; type: string; message: string; body: string };

/** One test as test runners tell of it, before it is in any format. */
export interface TestCase {
  /** The same in every run, also when its title is put in other words. */
  id: string;
  suite: string;
  name: string;
  classname: string;
  milliseconds: number;
  /** The line of the contract that it stands on; null when it is about no one place. */
  line: number | null;
  /** The demands under test, those that were not met first. */
  clauses: readonly Clause[];
  outcome: TestOutcome;
  /** For what a test tells besides, such as warnings. */
  output: string;
}

/** A test that is about no case of the contract. */
export const plainTest = (suite: string, name: string, outcome: TestOutcome): TestCase => ({
  id: name,
  suite,
  name,
  classname: suite,
  milliseconds: 0,
  line: null,
  clauses: [],
  outcome,
  output: '',
});
