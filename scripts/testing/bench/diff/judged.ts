import type { Change, Hurt, Party } from '../../../../contracts/diff/change.ts';
import { changesBetween } from '../../../../contracts/diff/changes.ts';
import { readDescription } from '../../../../contracts/diff/document.ts';
import type { Pair } from './pair.ts';
import { complaintAbout } from './witness.ts';

/** What a tool says of a pair to those who send requests; `read`: a person must look. */
export type Word = 'breaks' | 'read' | 'fine';

/** What sendproof says of a pair. */
export type Judged = {
  pair: Pair;
  changes: readonly Change[];
  word: Word;
  hurts: readonly Party[];
  milliseconds: number;
};

/** Compares the documents of a pair as texts, as a user gives them. */
export function judge(pair: Pair): Judged {
  const [before, after] = [JSON.stringify(pair.old), JSON.stringify(pair.new)];
  const start = performance.now();
  const changes = changesBetween(readDescription(before), readDescription(after));
  const milliseconds = performance.now() - start;
  const hurts = [...new Set(changes.flatMap((change) => change.hurts.map(({ whom }) => whom)))].toSorted();
  const word = hurts.includes('clients') ? 'breaks' : needsReading(changes) ? 'read' : 'fine';
  return { pair, changes, word, hurts, milliseconds };
}

function needsReading(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => kind === 'review');
}

/** What of a judgement contradicts how the pair was made, or is said without a witness that holds. */
export function faultsOf({ pair, changes, hurts }: Judged): string[] {
  const expected = [...new Set(pair.edits.flatMap((edit) => edit.hurts))].toSorted();
  const isRead = pair.edits.some(({ review }) => review);
  const contradictions = [
    ...(`${hurts}` === `${expected}` ? [] : [`hurts ${list(hurts)}, made to hurt ${list(expected)}`]),
    ...(needsReading(changes) === isRead ? [] : [isRead ? 'asks nobody to read it' : 'asks for a reader without need']),
  ];
  const witnesses = changes.flatMap((change) => change.hurts.map((hurt) => complaint(pair, change, hurt)));
  return [...contradictions, ...witnesses.filter((one) => one !== null)].map((fault) => `${pair.name}: ${fault}`);
}

function complaint(pair: Pair, change: Change, { whom, witness }: Hurt): string | null {
  const isOfClients = (witness.message === 'request') === (witness.rightUnder === 'old');
  if (isOfClients !== (whom === 'clients')) return `${change.name} does not hurt ${whom}`;
  return complaintAbout(pair, change, witness);
}

function list(parties: readonly Party[]): string {
  return parties.length === 0 ? 'nobody' : parties.join(' and ');
}
