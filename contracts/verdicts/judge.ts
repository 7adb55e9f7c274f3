import type { Case } from '../cases/case.ts';
import { channelNamesIn } from '../cases/channel.ts';
import { channelIdOf } from '../cases/meanings.ts';
import type { Contract } from '../clauses/contract.ts';
import { property } from '../clauses/json.ts';
import type { Recorded } from '../target/evidence.ts';
import { accidentsOf } from './accidents.ts';
import { read, shown } from './answer.ts';
import { type Finding, withAnswer, withoutAnswer } from './findings.ts';
import { isMissing, isSuccess, isWithinLimits, type Judged } from './kinds.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Outcome, Verdict } from './verdict.ts';

/** Everything that verdicts follow from. */
export type Proof = {
  contract: Contract;
  cases: readonly Case[];
  /** The exchanges of a run, whole: in a run, or read back from its record. */
  exchanges: readonly Recorded[];
  /** Whether the profile names an attachment URL that the target can fetch. */
  attachmentKnown: boolean;
};

/**
 * Judges all exchanges of a run. Their order does not matter; what one means may depend on another (its control). Throws
 * `RangeError` for an exchange of no case, or of which only the start is there.
 */
export function judgeAll(proof: Proof): Verdict[] {
  const { contract, exchanges, attachmentKnown } = proof;
  const shape = shapeOf(contract);
  const judged = readAll(proof);
  const sent = new Set(exchanges.map((exchange) => exchange.case));
  const succeeded = new Set<string>();
  const wrongChannel = new Map<string, number>();
  const rightOnce = new Set<string>();
  for (const { one, reading } of judged) {
    const { id, expectation } = one;
    if (expectation.kind !== 'success' || reading === undefined || !isSuccess(one, reading, shape)) continue;
    succeeded.add(id);
    if (shape.named(reading, 'channel') === expectation.channel) rightOnce.add(id);
    else wrongChannel.set(id, (wrongChannel.get(id) ?? 0) + 1);
  }
  const rightChannel = new Set([...succeeded].filter((id) => !wrongChannel.has(id)));
  const failedControl = (controls: readonly string[], among: Set<string>): string | undefined =>
    controls.find((control) => (sent.has(control) ? !among.has(control) : among.size === 0));
  const { missing, serverErrors } = accidentsOf(judged);
  const silences = Map.groupBy(
    judged.filter(({ exchange }) => isMissing(exchange.answer)),
    ({ one }) => one.id,
  );
  const repeated = repeatedIds(judged, shape);
  const channelIdsSince = new Map<string, number>();
  for (const { one, exchange } of judged)
    if (sendsChannelId(contract, one))
      channelIdsSince.set(
        exchange.thread,
        Math.min(exchange.sentAt, channelIdsSince.get(exchange.thread) ?? exchange.sentAt),
      );
  const channels = channelNamesIn(contract);
  const verdicts = judged.flatMap((each) => {
    const { exchange, one, reading } = each;
    const circumstances = {
      failedControl: failedControl(one.controls, succeeded),
      controlChannelRight: failedControl(one.controls, rightChannel) === undefined,
      channelAlwaysWrong: (wrongChannel.get(one.id) ?? 0) > 1 && !rightOnce.has(one.id),
      missing: isWithinLimits(one) ? missing : (silences.get(one.id)?.length ?? 0),
      serverErrors,
      channelIdSent: (channelIdsSince.get(exchange.thread) ?? Number.POSITIVE_INFINITY) < exchange.sentAt,
      attachmentKnown,
      channels,
    };
    const findings =
      exchange.answer.kind === 'none'
        ? withoutAnswer(one, exchange.answer, shape, circumstances)
        : reading === undefined
          ? []
          : [...withAnswer(each, reading, shape, circumstances), ...(repeated.get(exchange.id) ?? [])];
    return worstByClause(findings).map((finding) => ({
      case: one.id,
      engine: exchange.engine,
      exchange: exchange.id,
      ...finding,
    }));
  });
  return withCounts(verdicts);
}

/** The exchanges with their cases, their answers read. Throws as `judgeAll` does. */
export function readAll({ cases, exchanges }: Pick<Proof, 'cases' | 'exchanges'>): Judged[] {
  const byId = new Map(cases.map((one) => [one.id, one]));
  return exchanges.map((exchange) => {
    const one = byId.get(exchange.case);
    if (one === undefined) throw new RangeError(`the exchange ${exchange.id} is of no case: ${exchange.case}`);
    return { exchange, one, reading: exchange.answer.kind === 'answer' ? read(exchange.answer) : undefined };
  });
}

/** How often a failure came, where its case was sent more than once: it fails all the same. */
function withCounts(verdicts: readonly Verdict[]): Verdict[] {
  const key = (one: Verdict) => JSON.stringify([one.case, one.clause]);
  const tries = Map.groupBy(
    verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'passed'),
    key,
  );
  return verdicts.map((one) => {
    const all = tries.get(key(one)) ?? [];
    if (one.outcome !== 'failed' || all.length < 2) return one;
    const failed = all.filter(({ outcome }) => outcome === 'failed').length;
    return { ...one, reason: `${one.reason} (${failed === all.length ? 'each' : failed} of ${all.length} times)` };
  });
}

/** Message ids that came before in the run, by the exchange in which they came again. */
function repeatedIds(judged: readonly Judged[], shape: Shape): Map<string, Finding[]> {
  const first = new Map<string, string>();
  const findings = new Map<string, Finding[]>();
  for (const { exchange, reading } of judged) {
    const isSuccess = reading !== undefined && shape.isSuccess(reading.status);
    const id = isSuccess ? shape.idIn(reading) : undefined;
    if (typeof id !== 'string') continue;
    const before = first.get(id);
    if (before === undefined) first.set(id, exchange.id);
    const reason = before === undefined ? 'a new id' : `the id ${shown(id)} came before, in exchange ${before}`;
    findings.set(exchange.id, [
      { clause: 'means.id.unique', level: 'should', outcome: before === undefined ? 'passed' : 'failed', reason },
    ]);
  }
  return findings;
}

const severity: Outcome[] = ['inapplicable', 'untested', 'passed', 'cantTell', 'failed'];

function worstByClause(findings: Finding[]): Finding[] {
  const worst = new Map<string, Finding>();
  for (const finding of findings) {
    const before = worst.get(finding.clause);
    if (before === undefined || severity.indexOf(finding.outcome) > severity.indexOf(before.outcome))
      worst.set(finding.clause, finding);
  }
  return [...worst.values()];
}

function sendsChannelId(contract: Contract, { request: { body } }: Case): boolean {
  const place = channelIdOf(contract);
  return place !== undefined && body.kind === 'json' && property(body.value, place.name) !== undefined;
}
