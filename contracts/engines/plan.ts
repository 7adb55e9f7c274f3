import * as fc from 'fast-check';
import type { Case } from '../cases/case.ts';
import type { Engine } from '../cases/engine.ts';
import type { Target } from '../target/profile.ts';
import { type NotSent, resolve } from '../target/resolve.ts';
import type { Planned } from './engine.ts';
import { engineTable } from './index.ts';

/** What is sent, in the order in which it is, and what is not, with the reason. */
export type SendingPlan = { planned: Planned[]; notSent: { case: Case; why: NotSent }[] };

/** Requests that are kept for what fails: it is sent again, alone. */
const kept = 60;

/**
 * Each case with each entry of its state, as often as it asks for. The order is drawn by the seed, so that what one
 * request leaves behind for the next meets another one in another run; what is sent many times comes last, one time of
 * each case after the other. Where the profile's limit leaves no room, these times become fewer, and nothing else.
 */
export function planSending(
  cases: readonly Case[],
  engines: readonly Engine[],
  target: Target,
  seed: number,
): SendingPlan {
  const once: Planned[] = [];
  const notSent: SendingPlan['notSent'] = [];
  for (const one of cases) {
    const resolved = resolve(one, target);
    if (resolved.kind !== 'ready') {
      notSent.push({ case: one, why: resolved });
      continue;
    }
    const ready = resolved.messages.map((each, entry) => ({ case: one, entry, round: 0, ...each }));
    if (ready.some((each) => engines.some((engine) => engineTable[engine].canSend(each)))) once.push(...ready);
    else
      notSent.push({
        case: one,
        why: { kind: 'untested', why: `${engines.join(' and ')} cannot send it`, accepted: true },
      });
  }
  const single = shuffled(
    once.filter((one) => one.case.times === undefined),
    seed,
  ).flatMap((one) => {
    const whole = onConnection(one, once);
    if (whole === undefined)
      notSent.push({ case: one.case, why: { kind: 'untested', why: missingBefore(one.case), accepted: true } });
    return whole ?? [];
  });
  const repeated = shuffled(
    once.filter((one) => one.case.times !== undefined),
    seed,
  );
  const requests = (list: readonly Planned[]) =>
    engines
      .flatMap((engine) => list.filter(engineTable[engine].canSend).map(sizeOf))
      .reduce((sum, size) => sum + size, 0);
  const room = target.limits.requests - requests(single) - kept;
  const share = Math.min(1, room / Math.max(1, requests(repeated)));
  const rounds = repeated.flatMap((one) =>
    Array.from({ length: Math.max(1, Math.floor((one.case.times ?? 1) * share)) }, (_, round) => ({ ...one, round })),
  );
  return { planned: [...single, ...rounds.toSorted((a, b) => a.round - b.round)], notSent };
}

/** One entry of one case, ready to be sent; `undefined` when the profile does not have what it needs. */
export function entryOf(one: Case, entry: number, cases: readonly Case[], target: Target): Planned | undefined {
  const ready = (wanted: Case, at: number): Planned[] => {
    const resolved = resolve(wanted, target);
    const message = resolved.kind === 'ready' ? resolved.messages[at] : undefined;
    return message === undefined ? [] : [{ case: wanted, entry: at, round: 0, ...message }];
  };
  const before = cases.filter(({ id }) => one.after?.includes(id)).flatMap((other) => ready(other, 0));
  const [planned] = ready(one, entry);
  return planned && onConnection(planned, before);
}

/** With what is sent before it on the same connection; `undefined` where that is not planned. */
function onConnection(one: Planned, among: readonly Planned[]): Planned | undefined {
  if (one.case.after === undefined) return one;
  const before = one.case.after.flatMap((id) => among.find((other) => other.case.id === id) ?? []);
  return before.length < one.case.after.length ? undefined : { ...one, before };
}

/** The profile has said why it leaves the other case out; that stands at that case. */
function missingBefore({ after = [] }: Case): string {
  return `what is sent before it on the same connection, ${[...new Set(after)].join(' and ')}, is not sent to this target`;
}

/** Requests that a case costs, but for what is put off. */
function sizeOf({ case: { request, times = 1, after } }: Planned): number {
  if (request.body.kind === 'drawn') return request.body.values;
  return times + (after?.length ?? 0);
}

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const all = fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  return fc.sample(all, { seed, numRuns: 1 }).flat();
}
