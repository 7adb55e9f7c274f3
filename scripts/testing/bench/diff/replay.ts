import type { Change, Party, Witness } from '../../../../contracts/diff/change.ts';
import type { Judged } from './judged.ts';
import type { Pair } from './pair.ts';
import { complaintAbout } from './witness.ts';

/** A message that has told two documents apart. */
export type Message = { change: Change; witness: Witness };

/** The messages that have told any pair of these documents apart, each once. */
export function messagesOf(judged: readonly Judged[]): Message[] {
  const all = judged.flatMap(({ changes }) =>
    changes.flatMap((change) => change.hurts.map(({ witness }): Message => ({ change, witness }))),
  );
  const keyOf = ({ change, witness: { message, part, name, value } }: Message) =>
    JSON.stringify([message, part, name, value, change.operations[0], /^response\.\w+/.exec(change.name)?.[0]]);
  return [...new Map(all.map((one) => [keyOf(one), one])).values()];
}

/** Hurts of a pair that nobody has told of, found with the messages of all other pairs. */
export function missedIn({ pair, hurts }: Judged, messages: readonly Message[]): string[] {
  const found = messages.flatMap(({ change, witness }) =>
    (['old', 'new'] as const).flatMap((rightUnder) => {
      const whom: Party = (witness.message === 'request') === (rightUnder === 'old') ? 'clients' : 'implementations';
      if (hurts.includes(whom) || !tells(pair, change, { ...witness, rightUnder })) return [];
      return [
        `${pair.name}: ${whom} are hurt by ${witness.part} ${JSON.stringify(witness.value)}, which nobody has said`,
      ];
    }),
  );
  return found.slice(0, 1);
}

function tells(pair: Pair, change: Change, witness: Witness): boolean {
  return complaintAbout(pair, change, witness) === null;
}
