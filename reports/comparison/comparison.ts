import type { Level } from '../../contracts/clauses/clause.ts';
import type { Outcome } from '../../contracts/verdicts/verdict.ts';
import type { RunRecord } from '../record/record.ts';

/** What one run says of one clause in one case; `notRun`: it has no verdict on it. */
export interface Said {
  outcome: Outcome | 'notRun';
  level: Level | null;
  reason: string | null;
  /** It failed, and a waiver kept that from failing the run. A verdict is compared as it is, waived or not. */
  waived: boolean;
  exchange: string | null;
}

export interface CaseChange {
  case: string;
  title: string;
  before: Said;
  after: Said;
}

/** A clause with the cases in which something about it changed. */
export interface ClauseChange {
  clause: string;
  text: string;
  level: Level;
  /** Line of the contract; null when neither run planned the clause. */
  line: number | null;
  cases: CaseChange[];
}

export interface RunFacts {
  command: string;
  target: string;
  startedAt: string;
  result: RunRecord['result'];
}

/** Something that differs between the runs themselves, so that a change may not be the target's. */
export interface Difference {
  what: string;
  before: string;
  after: string;
}

/** A contract document as a run knows it. */
export interface NamedDocument {
  title: string;
  version: string;
  sha256: string;
  /** Where it lies in the project; null for the one that sendproof comes with. */
  file: string | null;
}

/** One clause of a document, and what the target did: `reason` and `case` where it failed. */
export interface Demand {
  clause: string;
  text: string;
  level: Level;
  line: number;
  why: 'new' | 'changed' | 'held before' | 'failed before' | 'no longer demanded';
  reason: string | null;
  case: string | null;
}

/** Two runs about two versions of the document: what the target must still do to conform to the later one. */
export interface DocumentChange {
  before: NamedDocument;
  after: NamedDocument;
  mustStill: Demand[];
  /** New or changed, and no answer decided it. */
  notDecided: Demand[];
  noLonger: Demand[];
  unread: { line: number; quote: string }[];
}

/** How clauses can have changed. One can be in more than one group, with other cases in each. */
export const groups = ['worse', 'better', 'newlyTested', 'noLongerTested', 'stillFailing'] as const;
export type Group = (typeof groups)[number];

/** What changed from one finished run to another. */
export interface Comparison extends Record<Group, ClauseChange[]> {
  schemaVersion: '1.0';
  before: RunFacts;
  after: RunFacts;
  differences: Difference[];
  /** Null where both are about the same document. */
  document: DocumentChange | null;
  /** Cases that gave a verdict in one run only, and those of the same id that ask something else. */
  cases: { onlyBefore: string[]; onlyAfter: string[]; changed: string[] };
  /** How many clauses both runs decided in the same case. */
  compared: number;
  /** Whether one of the runs holds loads: they are not compared. */
  loads: boolean;
}

/** Two runs of which something can be said, or why nothing can. */
export type Compared = { comparable: true; comparison: Comparison } | { comparable: false; why: string };
