import type { Side } from '../diff/change.ts';
import type { Recorded } from '../target/evidence.ts';
import { read } from '../verdicts/answer.ts';
import { isDocumented, type Shown, showsOf } from './answers.ts';
import type { Reading } from './behaviour.ts';
import { type Draft, keyOfDraft } from './draft.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Question, WitnessPlan } from './plan.ts';
import type { Trial, Trials } from './trials.ts';
import { otherSide, type Versions } from './versions.ts';

/** What came of the requests of a plan at one target, by the key of the request: all its answers, or why it was not sent. */
export type Answers = ReadonlyMap<string, { exchanges: readonly Recorded[]; unsent: string | null }>;

type Asked = { versions: Versions; plan: WitnessPlan; answers: Answers };

/** Which document a target follows in what one question asks. */
export function readingOf(question: Question, asked: Asked): Reading {
  switch (question.kind) {
    case 'unasked':
      return unknown(question.why);
    case 'request':
      return ofRequests(question.trials, asked);
    case 'answer':
      return ofAnswers(question, asked);
  }
}

function unknown(why: string, exchanges: readonly string[] = []): Reading {
  return { as: 'unknown', why, exchanges: [...exchanges] };
}

/** Whether a target takes what one document alone allows; `undefined` when that cannot be told. */
type Decision = { rightUnder: Side; taken: boolean | undefined; why: string; exchanges: string[] };

function ofRequests(trials: readonly Trials[], asked: Asked): Reading {
  const decisions = trials.map((one) => decisionOf(one, asked));
  const exchanges = [...new Set(decisions.flatMap((one) => one.exchanges))];
  const known = decisions.filter(({ taken }) => taken !== undefined);
  if (known.length === 0) return unknown(decisions.map(({ why }) => why).join('; '), exchanges);
  const followed = known.map(({ taken, rightUnder }) => (taken ? rightUnder : otherSide(rightUnder)));
  const [first = 'old'] = followed;
  if (followed.every((side) => side === first)) return { as: first, exchanges };
  return known.every(({ taken }) => taken)
    ? { as: 'both', exchanges }
    : unknown('it refuses what the old document alone allows, and what the new one alone allows', exchanges);
}

function decisionOf(trials: Trials, asked: Asked): Decision {
  if (trials.kind === 'unsent') return { rightUnder: 'old', taken: undefined, why: trials.why, exchanges: [] };
  const decisions = trials.trials.map((one) => ofTrial(one, trials.rightUnder, asked));
  const [first] = decisions;
  return (
    decisions.find(({ taken }) => taken !== undefined) ??
    first ?? { rightUnder: trials.rightUnder, taken: undefined, why: 'nothing was sent', exchanges: [] }
  );
}

function ofTrial({ draft, control }: Trial, rightUnder: Side, asked: Asked): Decision {
  const shown = answerTo(draft, asked);
  const { outcome } = shown;
  if (outcome.kind === 'accepted') return { rightUnder, taken: true, why: '', exchanges: shown.exchanges };
  if (outcome.kind === 'unknown') return { rightUnder, taken: undefined, why: outcome.why, exchanges: shown.exchanges };
  const undecided = (why: string): Decision => ({ rightUnder, taken: undefined, why, exchanges: shown.exchanges });
  if (control === null)
    return undecided(`it is refused (${outcome.said}), and no request is known that shows what for`);
  const other = answerTo(control, asked);
  if (other.outcome.kind === 'unknown') return undecided(`it is refused, but of its control: ${other.outcome.why}`);
  if (other.outcome.kind === 'refused')
    return undecided(`it is refused (${outcome.said}), and so is its control (${other.outcome.said})`);
  return { rightUnder, taken: false, why: '', exchanges: [...shown.exchanges, ...other.exchanges] };
}

function answerTo(draft: Draft, { versions, answers }: Asked): { outcome: Outcome; exchanges: string[] } {
  const { exchanges = [], unsent = 'it was not sent' } = answers.get(keyOfDraft(draft)) ?? {};
  const outcome: Outcome =
    exchanges.length === 0 && unsent !== null
      ? { kind: 'unknown', why: unsent }
      : outcomeOf(exchanges, (reading) => isDocumented(versions, reading));
  return { outcome, exchanges: exchanges.map(({ id }) => id) };
}

function ofAnswers({ change }: Question, asked: Asked): Reading {
  const { versions, plan, answers } = asked;
  const ordinary = plan.ordinary.flatMap((key) => answers.get(key)?.exchanges ?? []);
  const isSent = ({ answer }: Recorded) => answer.kind === 'answer' && answer.status >= 200 && answer.status < 300;
  if (!ordinary.some(isSent)) return unknown(`no ordinary message went out: ${whyNot(asked)}`);
  const shows = showsOf(versions, change);
  const byRequest = [...answers.values()].map(({ exchanges }) =>
    exchanges.flatMap((one): { id: string; shown: Shown }[] =>
      one.answer.kind === 'answer' ? [{ id: one.id, shown: shows(read(one.answer)) }] : [],
    ),
  );
  const told = byRequest.flat().filter(({ shown }) => shown !== 'nothing');
  const ids = (wanted: Shown) => told.filter(({ shown }) => shown === wanted).map(({ id }) => id);
  const unsteady = byRequest.find((list) => new Set(list.map(({ shown }) => shown)).size > 1);
  if (unsteady !== undefined)
    return unknown(
      'the same request was answered in two ways',
      unsteady.map(({ id }) => id),
    );
  if (told.length === 0) return unknown('no answer came that the change is about');
  if (ids('old').length > 0 && ids('new').length > 0)
    return unknown('some answers are right under the old document alone, and some under the new', [
      ...ids('old'),
      ...ids('new'),
    ]);
  if (ids('old').length > 0) return { as: 'old', exchanges: ids('old') };
  if (ids('new').length > 0) return { as: 'new', exchanges: ids('new') };
  return ids('neither').length > 0
    ? unknown('an answer is right under neither document', ids('neither'))
    : { as: 'both', exchanges: ids('both') };
}

function whyNot({ versions, plan, answers }: Asked): string {
  if (plan.ordinary.length === 0) return 'sendproof can make none from these documents';
  const [first = ''] = plan.ordinary.filter((key) => answers.has(key));
  const found = answers.get(first);
  if (found === undefined) return 'none was sent';
  if (found.exchanges.length === 0) return found.unsent ?? 'none was sent';
  const outcome = outcomeOf(found.exchanges, (reading) => isDocumented(versions, reading));
  return outcome.kind === 'unknown' ? outcome.why : outcome.said;
}
