import type { Observed } from '../observed.ts';
import { machine, type Pause, pauses, waitFor } from './machine.ts';
import type { Scenario, Service } from './model.ts';
import { observer, PAYLOADS } from './observer.ts';
import { random } from './random.ts';

export const SMOKE: Scenario = [{ rate: 50, seconds: 10 }];
export const AVERAGE: Scenario = [{ rate: 100, seconds: 60 }];
export const STRESS: Scenario = [50, 100, 200, 300, 400].map((rate) => ({ rate, seconds: 10 }));

/** Email has all payloads, the other channels plain messages and HTML. */
const CHANNELS = ['email', 'slack', 'live_chat', 'teams'];
const WARM_UP = 1;
/** Milliseconds between runs. */
const PAUSE = 60_000;

/**
 * Runs of one service, one after the other: it does not start again between them. Answers of the first second are
 * left out, as the warm-up is.
 */
export function simulate(service: Service, scenario: Scenario, runs: number, seed: number): Observed[] {
  const dice = random(seed);
  const fault = service.fault?.() ?? null;
  let served = 0;
  let clock = 0;
  return Array.from({ length: runs }, () => {
    const ms = scenario.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
    const noise = machine(dice, ms, service.noise);
    const collector: Pause[] = pauses(dice, ms, 3000, 5, 50);
    const seen = observer(scenario, WARM_UP, service);
    for (const due of arrivals(scenario)) {
      served += 1;
      const channel = CHANNELS[served % 4] ?? 'email';
      const payload = payloadOf(channel, served);
      const size = PAYLOADS[payload] ?? { attachments: 0, bytes: 0 };
      const alone =
        service.p50 * Math.exp(service.spread * dice.normal()) * (1 + service.cold * Math.exp(-served / 200)) +
        size.attachments * service.cost.attachment +
        (size.bytes / 1024) * service.cost.kib +
        (service.channels[channel] ?? 0);
      const hiccup = dice.uniform() < 0.003 ? dice.exponential() * 5 : 0;
      const waits = Math.max(waitFor(noise.pauses, due), waitFor(collector, due));
      const work = alone * noise.slowness(due) + 0.1 + hiccup;
      const request = { due: clock + due, served, channel, payload, wait: waits, work, uniform: dice.uniform() };
      seen.answer(due, channel, payload, fault === null ? waits + work : fault(request));
      if (due % 1000 < 1000 / 50) seen.memory(due, service.memory(served), served);
    }
    for (let due = 0; due < ms; due += 100) {
      const hiccup = dice.uniform() < 0.003 ? dice.exponential() * 5 : 0;
      const wait = waitFor(noise.pauses, due);
      seen.control(due, 0.3 * Math.exp(0.3 * dice.normal()) * noise.slowness(due) + hiccup + wait);
    }
    clock += ms + PAUSE;
    return seen.observed();
  });
}

function arrivals(scenario: Scenario): number[] {
  let start = 0;
  return scenario.flatMap(({ rate, seconds }) => {
    const dues = Array.from({ length: rate * seconds }, (_, at) => start + (at * 1000) / rate);
    start += seconds * 1000;
    return dues;
  });
}

/** A table of turns: half of email is plain, and four fifths of the others. */
function payloadOf(channel: string, served: number): string {
  const others = channel === 'email' ? Object.keys(PAYLOADS).slice(1) : ['html-small', 'html-large'];
  const turn = (Math.floor(served / 4) * 7) % 12;
  return others[turn] ?? 'plain';
}
