import type { Load } from '../sample.ts';
import { figure } from '../stats/words.ts';

/** The machine that a load was made on. */
export type Machine = { cpu: string; cores: number; memoryGb: number; os: string };

/** What must be known of a run to compare its load with that of another. */
export type StoredRun = {
  tool: { version: string };
  contract: { sha256: string };
  target: { name: string; baseUrl: string };
  startedAt: string;
  seed: number;
  machine?: Machine | undefined;
  load: Load;
};

/** Loads of about the same length are alike: a tenth more or less. */
const LENGTHS = 0.1;
/** Shares of payloads that differ by less come from where the load was cut. */
const SHARES = 0.05;

/** Why a run says nothing that another could be held against, each in words; empty when it does. */
export function unusable({ machine, load }: StoredRun): string[] {
  return [
    ...(machine === undefined
      ? ['the record does not say on which machine it was made: run the load again with this version']
      : []),
    ...(load.valid ? [] : ['its load is not valid: the generator shaped the numbers']),
    ...(load.complete ? [] : ['its load was stopped before its end']),
  ];
}

/**
 * Every difference by which the times of two runs may differ though the targets do not, each in words; empty when they
 * can be compared.
 */
export function comparable(baseline: StoredRun, candidate: StoredRun): string[] {
  return [
    ...unusable(baseline).map((why) => `stored run: ${why}`),
    ...unusable(candidate).map((why) => `new run: ${why}`),
    ...machineDifferences(baseline.machine, candidate.machine),
    ...differs('sendproof', minorOf(baseline.tool.version), minorOf(candidate.tool.version)),
    ...differs('contract', baseline.contract.sha256.slice(0, 12), candidate.contract.sha256.slice(0, 12)),
    ...loadDifferences(baseline.load, candidate.load),
  ];
}

function machineDifferences(one: Machine | undefined, other: Machine | undefined): string[] {
  if (one === undefined || other === undefined) return [];
  return [
    ...differs('processor', one.cpu, other.cpu),
    ...differs('cores', one.cores, other.cores),
    ...differs('memory', `${one.memoryGb} GiB`, `${other.memoryGb} GiB`),
    ...differs('operating system', one.os, other.os),
  ];
}

function loadDifferences(one: Load, other: Load): string[] {
  const lengths = [one.generator.duration, other.generator.duration] as const;
  return [
    ...differs('scenario', one.scenario, other.scenario),
    ...differs('k6', one.generator.k6.version, other.generator.k6.version),
    ...differs('how samples came out of k6', one.generator.k6.output, other.generator.k6.output),
    ...differs('rate', rateOf(one), rateOf(other)),
    ...(Math.abs(lengths[0] - lengths[1]) > LENGTHS * Math.max(...lengths)
      ? [`duration: ${figure(lengths[0])} s before, ${figure(lengths[1])} s now`]
      : []),
    ...differs('channels', channelsOf(one), channelsOf(other)),
    ...payloadDifferences(one, other),
  ];
}

const differs = (what: string, before: string | number, now: string | number): string[] =>
  before === now ? [] : [`${what}: ${before} before, ${now} now`];

/** "1.4.2" and "1.4.0" measure alike. */
const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

const channelsOf = ({ channels }: Load): string =>
  channels
    .filter(({ requests }) => requests > 0)
    .map(({ channel }) => channel)
    .sort()
    .join(', ');

function rateOf({ model, stages, generator }: Load): string {
  if (model === 'closed') return `as answers come, ${generator.maxVUs} users`;
  const rates = stages.map(({ rate }) => figure(rate));
  return `${(rates.length > 0 ? rates : [figure(generator.intendedRate)]).join(', ')}/s`;
}

function payloadDifferences(one: Load, other: Load): string[] {
  const [before, now] = [sharesOf(one), sharesOf(other)];
  const isOther = [...new Set([...before.keys(), ...now.keys()])].some((payload) => {
    const shares = [before.get(payload) ?? 0, now.get(payload) ?? 0] as const;
    return Math.min(...shares) === 0 || Math.abs(shares[0] - shares[1]) > SHARES;
  });
  return isOther ? [`payloads: ${mixText(before)} before, ${mixText(now)} now`] : [];
}

function sharesOf({ payloads }: Load): Map<string, number> {
  const all = payloads.reduce((sum, { requests }) => sum + requests, 0);
  return new Map(
    payloads.filter(({ requests }) => requests > 0).map(({ payload, requests }) => [payload, requests / all]),
  );
}

function mixText(shares: Map<string, number>): string {
  const names = [...shares].sort(([a], [b]) => (a < b ? -1 : 1));
  return names.map(([payload, share]) => `${payload} ${figure(share * 100)} %`).join(', ') || 'none';
}
