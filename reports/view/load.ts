import type { Finding, Knee, Load, Objective } from '../../load/sample.ts';
import { findingsThatCount } from '../record/exit-code.ts';
import { clip, count, decimal, ms, plural } from '../text.ts';
import { ofAllChannels, quantile } from './latency.ts';

const kinds: Readonly<Record<Finding['kind'], string>> = {
  errors: 'Errors',
  'wrong-answers': 'Wrong answers',
  'exchanged-answers': 'Answers of somebody else',
  'repeated-ids': 'Repeated ids',
  'latency-growth': 'Latency grew',
  stalls: 'Stalls',
  'heavy-tail': 'A few very slow answers',
  'slow-channel': 'A slow channel',
  'payload-cost': 'Costly payloads',
  'no-scaling': 'No more answers at a higher rate',
  'memory-growth': 'Memory grew',
  objective: 'Objective missed',
};

/** What a finding is called in a heading. */
export const kindInWords = ({ kind, channel }: Finding): string =>
  `${kinds[kind]}${channel === null ? '' : ` on ${clip(channel, 60)}`}`;

/** "p999" → "p99.9". */
export const percentileName = (metric: string): string => metric.replace(/^p(\d\d)(\d{1,3})$/, 'p$1.$2');

/** A share with two digits that mean something: 0.0004 → "0.04 %". */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;

/** A number of an objective with its unit. */
export const inUnitOf = (metric: string, value: number): string => {
  if (metric === 'errors') return percent(value);
  return metric === 'throughput' ? `${decimal(value)} a second` : `${ms(value)} ms`;
};

/** A limit as it was given: no digit more. */
const limitInWords = (metric: string, limit: number): string => {
  if (metric === 'errors') return percent(limit);
  const given = limit >= 1000 ? count(Math.round(limit)) : String(Number(limit.toPrecision(4)));
  return metric === 'throughput' ? `${given} a second` : `${given} ms`;
};

/** "p99 on email at most 250 ms". */
export const objectiveInWords = ({ metric, channel, limit }: Objective): string => {
  const where = channel === null ? 'all channels' : clip(channel, 60);
  const least = metric === 'throughput' ? 'at least' : 'at most';
  const what = { errors: 'failed requests', throughput: 'right answers' }[metric] ?? clip(percentileName(metric), 60);
  return `${what} on ${where} ${least} ${limitInWords(metric, limit)}`;
};

/** "118 to 131 ms", "118 ms or more"; "–" without one. */
export const intervalInWords = (metric: string, interval: Objective['interval']): string => {
  if (interval === null) return '–';
  const [low, high] = interval;
  if (high === null) return `${inUnitOf(metric, low)} or more`;
  return `${inUnitOf(metric, low).replace(/ .*/, '')} to ${inUnitOf(metric, high)}`;
};

/** What a search for the highest rate came to. */
export const kneeInWords = ({ rate, limitedBy }: Knee): string => {
  if (rate === null) return 'no rate that meets the objectives';
  const more = { target: '', generator: ' (the generator could do no more)', limits: ' (the limits allow no more)' };
  return `the objectives met up to ${decimal(rate)} requests a second${more[limitedBy]}`;
};

const sum = (load: Load, of: 'requests' | 'failed'): number => load.channels.reduce((n, c) => n + c[of], 0);

const isVaried = ({ stages }: Load): boolean => new Set(stages.map(({ rate }) => rate)).size > 1;

const rateInWords = (load: Load): string => {
  const { generator, model } = load;
  if (model === 'closed' || generator.intendedRate === 0) return '';
  const upTo = isVaried(load) ? 'up to ' : '';
  return ` at ${upTo}${decimal(generator.intendedRate)} a second`;
};

/** Over a search the latency of all rates together says nothing; the knee does. */
const latencyInWords = (load: Load): string => {
  const all = load.knee === undefined ? ofAllChannels(load) : null;
  if (all === null) return '';
  return `; ${isVaried(load) ? 'over all rates together ' : ''}half of the answers came within ${ms(quantile(all, 0.5))} ms, 99 of 100 within ${ms(quantile(all, 0.99))} ms`;
};

const objectivesInWords = ({ objectives }: Load): string => {
  if (objectives.length === 0) return '';
  const of = (decision: Objective['decision']): number => objectives.filter((o) => o.decision === decision).length;
  const all = plural(objectives.length, 'objective');
  if (of('met') === objectives.length) {
    const words = ['', ' Its objective is met.', ' Both objectives are met.'];
    return words[objectives.length] ?? ` All ${all} are met.`;
  }
  const parts = [
    ...(of('missed') > 0 ? [`${count(of('missed'))} missed`] : []),
    ...(of('undecided') > 0 ? [`${count(of('undecided'))} undecided`] : []),
  ];
  return ` Of ${all}: ${count(of('met'))} met, ${parts.join(', ')}.`;
};

/** Findings by whether they stand against the target; a missed objective that does not is told with the objectives. */
export const findingsByWeight = (load: Load): { counted: Finding[]; uncounted: Finding[] } => {
  const counted = findingsThatCount(load);
  return { counted, uncounted: load.findings.filter((f) => !counted.includes(f) && f.kind !== 'objective') };
};

/** How a load went, for somebody who knows nothing of percentiles. */
export const loadSentence = (load: Load): string => {
  const requests = sum(load, 'requests');
  if (requests === 0) return 'No samples, so no numbers.';
  if (!load.valid) return 'No answer about the target: these numbers are not its own.';
  const failed = sum(load, 'failed');
  const fate = failed === 0 ? 'none failed' : `${count(failed)} failed (${percent(failed / requests)})`;
  const stopped = load.complete
    ? ''
    : `Stopped before its end, after ${decimal(load.generator.duration)} s. Until then: `;
  const knee = load.knee === undefined ? '' : `${clip(load.knee.text, 400)} `;
  return `${knee}${stopped}${plural(requests, 'request')}${rateInWords(load)}, ${fate}${latencyInWords(load)}.${objectivesInWords(load)}`;
};

/** What was left out of the numbers, and whether latency had settled. */
export const warmUpInWords = ({ warmUp }: Load): string => {
  const out = warmUp.seconds === 0 ? 'No warm-up was left out.' : `Warm-up: ${decimal(warmUp.seconds)} s.`;
  const unsteady =
    warmUp.steady === false ? ' Latency did not keep its level: percentiles over the whole run mix levels.' : '';
  return `${out} ${clip(warmUp.text, 500)}${unsteady}`.trim();
};

/** Whether the generator could do what it was asked for, in one line. */
export const generatorInWords = ({ generator: g, valid }: Load): string => {
  const late = g.late.p99 === null ? '' : `started 99 of 100 requests within ${ms(g.late.p99)} ms of their time, `;
  const dropped = g.droppedIterations === 0 ? 'dropped none' : `dropped ${count(g.droppedIterations)}`;
  const cpu = g.cpu === null ? 'processor time unknown' : `used ${decimal(g.cpu)} cores`;
  return `The load generator ${valid ? 'kept up' : 'did not give valid numbers'}: k6 ${clip(g.k6.version, 40)} ${late}${dropped} and ${cpu}.`;
};
