import type { Options, Scenario } from 'k6/options';
import { CONTROL, type Settings, type Stage } from './settings.ts';

/** Seconds after the last request's time limit in which k6 still waits for its result. */
const GRACE = 2;
/** Virtual users for requests to the generator's own server: it answers at once. */
const CONTROL_VUS = 5;

/** What k6 is to run: a scenario for each stage, `stage0` and so on, and `control` beside them. */
export function optionsOf(settings: Settings): Options {
  return {
    scenarios: { ...load(settings), ...control(settings) },
    // A redirect would send load and token to a host that the profile does not name.
    maxRedirects: 0,
    // Our own metric has its own tags. Of k6's we need the one that tells whose dropped iterations are.
    systemTags: ['scenario'],
    userAgent: 'sendproof-load',
  };
}

/** Name of the k6 scenario that runs the index-th stage. */
export function stageName(index: number): string {
  return `stage${index}`;
}

export const CLOSED = 'closed';

function load({ model, timeout }: Settings): Record<string, Scenario> {
  const gracefulStop = `${timeout + GRACE}s`;
  if (model.kind === 'closed') {
    return { [CLOSED]: { executor: 'constant-vus', vus: model.vus, duration: duration(model.seconds), gracefulStop } };
  }
  return Object.fromEntries(
    model.stages.map((stage, index) => [stageName(index), { ...arrivals(stage), gracefulStop }]),
  );
}

function arrivals({ rate, start, seconds, vus }: Stage) {
  return {
    executor: 'constant-arrival-rate' as const,
    ...rateOf(rate),
    startTime: duration(start),
    duration: duration(seconds),
    preAllocatedVUs: vus.ready,
    maxVUs: vus.most,
  };
}

function control(settings: Settings): Record<string, Scenario> {
  if (settings.control === null) return {};
  const whole = { rate: settings.control.rate, start: 0, seconds: secondsOf(settings) };
  const vus = { ready: CONTROL_VUS, most: CONTROL_VUS };
  return { [CONTROL]: { ...arrivals({ ...whole, requests: 0, vus }), exec: 'control', gracefulStop: `${GRACE}s` } };
}

function secondsOf({ model }: Settings): number {
  if (model.kind === 'closed') return model.seconds;
  return Math.max(...model.stages.map(({ start, seconds }) => start + seconds));
}

/** k6 takes whole numbers only: a thousandth of a request a second is fine enough. */
function rateOf(rate: number): { rate: number; timeUnit: string } {
  return { rate: Math.round(rate * 1000), timeUnit: '1000s' };
}

function duration(seconds: number): string {
  return `${Math.round(seconds * 1000)}ms`;
}
