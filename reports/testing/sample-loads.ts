import type { Load } from '../../load/sample.ts';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import {
  sampleChannels,
  sampleGenerator,
  sampleLoad,
  sampleObjectives,
  samplePayloads,
  sampleTarget,
} from './sample-load.ts';
import { sampleFooter, sampleHeader } from './sample-record.ts';
import { type Script, simulate } from './simulated-load.ts';

const played = new Map<Script, ReturnType<typeof simulate>>();

/** Played once. */
const whole = (script: Script): ReturnType<typeof simulate> => {
  const made = played.get(script) ?? simulate(script);
  played.set(script, made);
  return made;
};

const secondsOf = ({ stages }: Script): number => stages.reduce((sum, { seconds }) => sum + seconds, 0);

/** Slower the nearer the rate comes to what the target can do. */
const queueing = (limit: number) => (second: number, rate: number) =>
  (1 / Math.max(1 - rate / limit, 0.04)) ** 0.8 * (1 + 0.06 * Math.sin(second * 1.3));

const stress: Script = {
  stages: [
    { seconds: 20, rate: 100 },
    { seconds: 20, rate: 200 },
    { seconds: 20, rate: 400 },
    { seconds: 20, rate: 600, dropped: 410 },
    { seconds: 20, rate: 100 },
  ],
  channels: sampleChannels,
  payloads: samplePayloads,
  warmUp: 5,
  slower: queueing(620),
  failing: (_, rate) => ({ share: rate >= 600 ? 0.06 : 0, status: 503 }),
};

/** Rates up to more than the target can do, and back. */
export const stressLoad = (): Load => ({
  ...sampleLoad({ objectives: 'missed' }),
  ...whole(stress),
  scenario: 'stress',
  findings: [
    {
      kind: 'errors',
      channel: 'email',
      text: '178 of 7,000 requests (2.5 %) had no answer with 200: 178 × status 503, all at 600 a second.',
      example: 'HTTP 503\nretry-after: 1\n\n{"code":"overloaded","message":"Try again."}',
    },
    { kind: 'no-scaling', channel: null, text: 'From 400 to 600 requests a second only 26 % more were answered.' },
    ...sampleLoad({ objectives: 'missed' }).findings,
  ],
  warmUp: {
    seconds: 5,
    steady: null,
    text: 'The first 5 s are left out. With changing rates no level is to be expected.',
  },
  generator: { ...sampleGenerator, intendedRate: 600, duration: secondsOf(stress), maxVUs: 400 },
  target: sampleTarget(secondsOf(stress), 4e5),
});

const rung = (rate: number, decision: string, dropped = 0) => {
  return { seconds: 15, rate, dropped, decision, met: decision.startsWith('met') };
};

const ladder: Script = {
  stages: [
    rung(50, 'met both objectives: twice the rate next'),
    rung(100, 'met both objectives: twice the rate next'),
    rung(200, 'met both objectives: twice the rate next'),
    rung(400, 'p99 of 412 ms missed 250 ms: half way back next', 220),
    rung(300, 'met both objectives: half way up next'),
    rung(350, 'p99 of 283 ms missed 250 ms: half way back next'),
    rung(325, 'met both objectives: near enough, so held for longer next'),
    { seconds: 45, rate: 325, met: true, decision: 'met both objectives again: confirmed' },
  ],
  channels: sampleChannels,
  payloads: samplePayloads,
  warmUp: 5,
  slower: queueing(400),
  failing: (_, rate) => ({ share: rate >= 400 ? 0.03 : 0, status: 0 }),
};

/** A search for the highest rate that meets the objectives. */
export const breakpointLoad = (knee: Partial<NonNullable<Load['knee']>> = {}): Load => ({
  ...sampleLoad({ objectives: 'met' }),
  ...whole(ladder),
  scenario: 'breakpoint',
  warmUp: { seconds: 5, steady: null, text: 'The first 5 s of the first rate are left out.' },
  generator: {
    ...sampleGenerator,
    intendedRate: 400,
    duration: secondsOf(ladder),
    maxVUs: 320,
    droppedIterations: 220,
  },
  objectives: sampleObjectives('met').slice(0, 2),
  knee: {
    rate: 325,
    confirmed: true,
    limitedBy: 'target',
    text: 'Up to 325 requests a second the target meets its objectives, held for 45 s; at 350 a second it no longer does.',
    ...knee,
  },
});

/** Every kind of load that a report must be able to tell. */
export const sampleLoads = (): Record<string, Load> => ({
  average: { ...sampleLoad({ objectives: 'met', memory: true }), scenario: 'average' },
  stalls: { ...sampleLoad({ stall: true }), scenario: 'average' },
  missed: { ...sampleLoad({ objectives: 'missed' }), scenario: 'average' },
  undecided: { ...sampleLoad({ objectives: 'undecided' }), scenario: 'average' },
  invalid: { ...sampleLoad({ valid: false, objectives: 'missed' }), scenario: 'average' },
  incomplete: { ...sampleLoad({ complete: false }), scenario: 'average' },
  stress: stressLoad(),
  breakpoint: breakpointLoad(),
  'no knee': {
    ...breakpointLoad({ rate: null, confirmed: false, text: 'Not even 50 requests a second met the objectives.' }),
    ...{ objectives: sampleObjectives('missed'), findings: sampleLoad({ objectives: 'missed' }).findings },
  },
});

/** A run of these loads and nothing else. */
export const recordOf = (...loads: Load[]): RunRecord =>
  fold([sampleHeader, ...loads.map((load) => ({ type: 'load' as const, load })), sampleFooter]);

/** A run of all of them. */
export const loadsRecord = (): RunRecord => recordOf(...Object.values(sampleLoads()));
