import { confirmed } from '../confirmed.ts';
import type { Suspicion } from '../suspicion.ts';
import { suspicions } from '../suspicions.ts';
import type { Scenario, Service } from './model.ts';
import { simulate } from './simulate.ts';

/** Of so many simulated services: how many were suspected of each kind by one run, and after the second. */
export type Outcome = {
  trials: number;
  suspected: Map<string, number>;
  confirmed: Map<string, number>;
  texts: string[];
};

/** Simulates a service so many times, two runs each. */
export function trials(service: Service, scenario: Scenario, count: number, seed: number): Outcome {
  const outcome: Outcome = { trials: count, suspected: new Map(), confirmed: new Map(), texts: [] };
  for (let trial = 0; trial < count; trial += 1) {
    const [first, second] = simulate(service, scenario, 2, seed * 100_003 + trial).map((observed) => ({
      observed,
      suspicions: suspicions(observed),
    }));
    if (first === undefined || second === undefined) continue;
    add(outcome.suspected, first.suspicions);
    const said = confirmed(first, second);
    add(outcome.confirmed, said);
    outcome.texts.push(...said.map(({ channel, text }) => `${channel ?? '-'}: ${text}`));
  }
  return outcome;
}

function add(counts: Map<string, number>, found: readonly Suspicion[]): void {
  for (const kind of new Set(found.map((suspicion) => suspicion.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
}
