import { sends } from '../cases/build.ts';
import { type StateName, stateNames, statePattern } from '../cases/state.ts';
import { ContractError } from '../clauses/contract-error.ts';
import type { Change } from '../diff/change.ts';
import type { Target } from '../target/profile.ts';
import { keyOfDraft, type Named } from './draft.ts';
import { provoking } from './provoke.ts';
import { ordinaryDrafts, type Trials, trialsOf } from './trials.ts';
import type { Versions } from './versions.ts';

/** How one change is asked about: by requests that show it, by the answers that come, or not at all. */
export type Question = { change: Change } & (
  | { kind: 'request'; trials: readonly Trials[] }
  | { kind: 'answer' }
  | { kind: 'unasked'; why: string }
);

/** All that is sent, each request once, and what is asked with it. */
export type WitnessPlan = { questions: readonly Question[]; sends: readonly Named[]; ordinary: readonly string[] };

/** How the witnesses of changes are put to targets: in one state, which all of these have. */
export function planWitnesses(versions: Versions, all: readonly Change[], targets: readonly Target[]): WitnessPlan {
  const changes = all.filter(({ kind }) => kind === 'hurt');
  try {
    return planned(versions, changes, targets);
  } catch (error) {
    // A schema that no validator can read, and that no whole request can be made from.
    if (!(error instanceof ContractError)) throw error;
    const { message } = error;
    return { questions: changes.map((change) => ({ change, kind: 'unasked', why: message })), sends: [], ordinary: [] };
  }
}

function planned(versions: Versions, changes: readonly Change[], targets: readonly Target[]): WitnessPlan {
  const states = statesOf(targets);
  // A thread of Slack may need more in the body than the document's schema asks for.
  const state = states.find(
    (name) =>
      sends(name) && name !== 'slack-thread' && targets.every((target) => target.states[name]?.kind === 'ready'),
  );
  const questions = changes.map((change) => questionOf(versions, change, state));
  if (state === undefined || questions.every(({ kind }) => kind === 'unasked'))
    return { questions, sends: [], ordinary: [] };
  const plain = ordinaryDrafts(versions, state).map((draft) => ({ id: 'an ordinary message', draft }));
  const shown = questions.flatMap((question) => {
    if (question.kind !== 'request') return [];
    const trials = question.trials.flatMap((one) => (one.kind === 'trials' ? one.trials : []));
    return trials.flatMap(({ draft, control }) => [
      { id: question.change.id, draft },
      ...(control === null ? [] : [{ id: `${question.change.id}, control`, draft: control }]),
    ]);
  });
  const provoked = questions.some(({ kind }) => kind === 'answer') ? provoking(versions, state, states) : [];
  const byKey = Map.groupBy([...plain, ...shown, ...provoked], ({ draft }) => keyOfDraft(draft));
  return {
    questions,
    sends: [...byKey.values()].flatMap(([first]) => first ?? []),
    ordinary: states
      .filter(sends)
      .flatMap((one) => ordinaryDrafts(versions, one))
      .map(keyOfDraft),
  };
}

/** The states that one of some targets has a thread for, also those of channels that only one document has. */
function statesOf(targets: readonly Target[]): StateName[] {
  const isState = (name: string): name is StateName => statePattern.test(name);
  const others = targets.flatMap(({ states }) => Object.keys(states).filter(isState));
  return [...new Set([...stateNames, ...others])].filter((name) =>
    targets.some(({ states }) => states[name]?.kind === 'ready'),
  );
}

function questionOf(versions: Versions, change: Change, state: StateName | undefined): Question {
  const { operations } = versions;
  const names = [operations.old?.name, operations.new?.name];
  if (!change.operations.some((name) => names.includes(name)))
    return { change, kind: 'unasked', why: 'it is about another operation than the one that sends a message' };
  if (state === undefined)
    return { change, kind: 'unasked', why: 'the profiles have no thread in common on which a message goes out' };
  if (change.hurts.some(({ witness }) => witness.message === 'answer')) return { change, kind: 'answer' };
  return {
    change,
    kind: 'request',
    trials: change.hurts.map(({ witness }) => trialsOf(versions, state, change, witness)),
  };
}
