import Type from 'typebox';
import type { Case } from '../cases/case.ts';
import { channelOfCase } from '../cases/channel.ts';
import type { Recorded } from '../target/evidence.ts';
import { isMissing, isPutOff, isServerError, isWithinLimits } from './kinds.ts';
import { shareOnce, shareTwice } from './rarity.ts';
import type { Verdict } from './verdict.ts';

const ShareSchema = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()]);
const SharesSchema = Type.Object({ at95: ShareSchema, at99: ShareSchema });

/** How many answers of one kind were looked at, what was not right about them, and how rare a fault they show. */
export const LookedAtSchema = Type.Object({
  answers: Type.Integer({ minimum: 0, description: 'answers but "later" (429, 503), or requests where only planned' }),
  wrong: Type.Array(Type.String(), { description: 'exchanges whose answer broke a must, but for the next two' }),
  missing: Type.Array(Type.String(), { description: 'exchanges without an answer' }),
  serverErrors: Type.Array(Type.String(), { description: 'exchanges with a 5xx but 503' }),
  once: {
    ...SharesSchema,
    description: 'the smallest share of faulty answers of which these show at least one, with 95 % and 99 % confidence',
  },
  twice: {
    ...SharesSchema,
    description: 'the same for two: no answer, and a 5xx to a valid message, fail from the second time on',
  },
});
export type LookedAt = Type.Static<typeof LookedAtSchema>;

const KindSchema = Type.Object({
  ...LookedAtSchema.properties,
  channels: Type.Array(Type.Object({ channel: Type.String(), ...LookedAtSchema.properties })),
});

/** What the number of answers of a run, or of a plan, can find. Independent faults are assumed. */
export const RepetitionSchema = Type.Object({
  valid: { ...KindSchema, description: 'messages that must or should go out' },
  refusals: { ...KindSchema, description: 'requests that must or should be refused' },
  open: { ...KindSchema, description: 'requests of which the document leaves open what becomes of them' },
});
export type Repetition = Type.Static<typeof RepetitionSchema>;
export type Kind = keyof Repetition;

/** One request that was sent or is to be, and what was seen of it. */
type Seen = { one: Case; id: string; what: 'right' | 'wrong' | 'missing' | 'server-error'; times: number };

/** What a run has looked at. Exchanges of no case, and such that decide nothing ("later", never sent), do not count. */
export function repetitionOf(
  cases: readonly Case[],
  exchanges: readonly Pick<Recorded, 'id' | 'case' | 'answer'>[],
  verdicts: readonly Verdict[],
): Repetition {
  const byId = new Map(cases.map((one) => [one.id, one]));
  const wrong = new Set(
    verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === 'must').map(({ exchange }) => exchange),
  );
  return ofAll(
    exchanges.flatMap(({ id, case: name, answer }): Seen[] => {
      const one = byId.get(name);
      if (one === undefined) return [];
      if (isMissing(answer)) return [{ one, id, what: 'missing', times: 1 }];
      if (answer.kind === 'none' || isPutOff(answer)) return [];
      const what = isServerError(answer) ? 'server-error' : wrong.has(id) ? 'wrong' : 'right';
      return [{ one, id, what, times: 1 }];
    }),
  );
}

/**
 * What the probe alone will look at, when a target answers everything and its profile names one thread for each state.
 * Other engines come on top of that, and what is sent before a case on the same connection.
 */
export function plannedRepetition(cases: readonly Case[]): Repetition {
  return ofAll(
    cases.map((one) => {
      const { body } = one.request;
      return { one, id: '', what: 'right', times: body.kind === 'drawn' ? body.values : (one.times ?? 1) };
    }),
  );
}

function kindOf(one: Case): Kind {
  if (!isWithinLimits(one)) return 'open';
  return one.expectation.kind === 'success' ? 'valid' : 'refusals';
}

function ofAll(seen: readonly Seen[]): Repetition {
  const kinds = Map.groupBy(seen, ({ one }) => kindOf(one));
  const ofKind = (kind: Kind) => {
    const own = kinds.get(kind) ?? [];
    const byChannel = Map.groupBy(own, ({ one }) => channelOfCase(one));
    const channels = [...byChannel]
      .toSorted(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
      .map(([channel, there]) => ({ channel, ...lookedAt(there) }));
    return { ...lookedAt(own), channels };
  };
  return { valid: ofKind('valid'), refusals: ofKind('refusals'), open: ofKind('open') };
}

/** In the order of the document that sendproof comes with, then the others, then what is on no channel. */
function placeOf(channel: string): number {
  const known = ['email', 'slack', 'live_chat', 'teams'].indexOf(channel);
  return channel === 'none' ? Number.POSITIVE_INFINITY : known < 0 ? Number.MAX_SAFE_INTEGER : known;
}

function lookedAt(seen: readonly Seen[]): LookedAt {
  const idsOf = (what: Seen['what']) => seen.filter((each) => each.what === what).map(({ id }) => id);
  const requests = seen.reduce((sum, { times }) => sum + times, 0);
  const missing = idsOf('missing');
  const answers = requests - missing.length;
  return {
    answers,
    wrong: idsOf('wrong'),
    missing,
    serverErrors: idsOf('server-error'),
    once: { at95: shareOnce(answers, 0.95), at99: shareOnce(answers, 0.99) },
    // Each request is a chance for no answer to come.
    twice: { at95: shareTwice(requests, 0.95), at99: shareTwice(requests, 0.99) },
  };
}
