import type { Case } from '../cases/case.ts';
import type { Contract } from '../clauses/contract.ts';
import { property } from '../clauses/json.ts';
import type { Exchange } from '../target/exchange.ts';
import { type Reading, read, shown } from './answer.ts';
import { type Finding, isMissing, isServerError, isSuccess, withAnswer, withoutAnswer } from './findings.ts';
import { shapeOf } from './shape.ts';
import type { Outcome, Verdict } from './verdict.ts';

/** Judges all exchanges of a run. Order does not matter; what one exchange means may depend on another (its control). */
export function judgeAll(contract: Contract, exchanges: readonly Exchange[], attachmentKnown: boolean): Verdict[] {
  const shape = shapeOf(contract);
  const readings = exchanges.map((exchange) => ({
    exchange,
    reading: exchange.answer.kind === 'answer' ? read(exchange.answer) : undefined,
  }));
  const sent = new Set(exchanges.map((exchange) => exchange.case.id));
  const succeeded = new Set<string>();
  const rightChannel = new Set<string>();
  for (const { exchange, reading } of readings) {
    const { id, expectation } = exchange.case;
    if (expectation.kind !== 'success' || reading === undefined || !isSuccess(exchange.case, reading, shape)) continue;
    succeeded.add(id);
    if (property(reading.json, 'channel') === expectation.channel) rightChannel.add(id);
  }
  const failedControl = (controls: readonly string[], among: Set<string>): string | undefined =>
    controls.find((control) => (sent.has(control) ? !among.has(control) : among.size === 0));
  const missing = sum(exchanges.map(({ answer, unanswered }) => (isMissing(answer) ? unanswered : 0)));
  const serverErrors = readings.filter(
    ({ exchange, reading }) => exchange.case.expectation.kind === 'success' && reading && isServerError(reading),
  ).length;
  const repeated = repeatedIds(readings);
  const channelIdsSince = new Map<string, number>();
  for (const { case: one, thread, sentAt } of exchanges)
    if (sendsChannelId(one)) channelIdsSince.set(thread, Math.min(sentAt, channelIdsSince.get(thread) ?? sentAt));
  const listed = contract.clauses.find(({ id }) => id === 'response.200.body.channel.enum')?.source;
  const channels = listed?.kind === 'keyword' && Array.isArray(listed.value) ? listed.value : [];
  return readings.flatMap(({ exchange, reading }) => {
    const circumstances = {
      failedControl: failedControl(exchange.case.controls, succeeded),
      controlChannelRight: failedControl(exchange.case.controls, rightChannel) === undefined,
      missing,
      serverErrors,
      channelIdSent: (channelIdsSince.get(exchange.thread) ?? Number.POSITIVE_INFINITY) < exchange.sentAt,
      attachmentKnown,
      channels,
    };
    const findings =
      exchange.answer.kind === 'none' || reading === undefined
        ? withoutAnswer(exchange.case, exchange.answer, circumstances)
        : [...withAnswer(exchange, reading, shape, circumstances), ...(repeated.get(exchange.id) ?? [])];
    return worstByClause(findings).map((finding) => ({
      case: exchange.case.id,
      engine: exchange.engine,
      exchange: exchange.id,
      ...finding,
    }));
  });
}

/** Message ids that came before in the run, by the exchange in which they came again. */
function repeatedIds(readings: { exchange: Exchange; reading: Reading | undefined }[]): Map<string, Finding[]> {
  const first = new Map<string, string>();
  const findings = new Map<string, Finding[]>();
  for (const { exchange, reading } of readings) {
    const id = reading?.status === 200 ? property(reading.json, 'id') : undefined;
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

function sendsChannelId({ request: { body } }: Case): boolean {
  return body.kind === 'json' && property(body.value, 'channel_id') !== undefined;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
