import {
  clean,
  costly,
  drainingSlowly,
  growing,
  heavyTailed,
  leaking,
  limited,
  slowOn,
  standingStill,
} from './services.ts';
import { AVERAGE, SMOKE, STRESS } from './simulate.ts';
import { trials } from './trials.ts';

// `node load/stats/testing/table.ts [trials]`: how often each simulated service is suspected and accused, for the manual.
const count = Number(process.argv[2] ?? 100);
const SCENARIOS = { smoke: SMOKE, average: AVERAGE, stress: STRESS };
const SERVICES = {
  'clean 0.5 ms': clean(0.5),
  'clean 2 ms': clean(2),
  'clean 10 ms': clean(10),
  'clean 50 ms': clean(50),
  'clean 0.5 ms, noise 0.25': clean(0.5, 0.25),
  'clean 10 ms, noise 0.25': clean(10, 0.25),
  'CPU-bound 2 ms, CPU known': limited(2, 1, 0.95),
  'CPU-bound 10 ms, 1.9 cores': limited(10, 2, 1.9),
  'CPU-bound 2 ms, CPU unknown': limited(2, 1, null),
  'grows 0.02 ms each': growing(0.5, 0.02, 500),
  'grows 0.005 ms each from 4 ms': growing(4, 0.005, 500),
  'grows to 20 ms in 200': growing(2, 0.1, 20),
  'stalls 400 ms / 5 s': standingStill(0.5, 5000, 400),
  'stalls 400 ms / 3 s': standingStill(0.5, 3000, 400),
  'stalls 100 ms / 2 s': standingStill(0.5, 2000, 100),
  'stalls 200 ms / 2 s, p50 50': standingStill(50, 2000, 200),
  'stalls 400 ms / 3 s, 1 of 2': standingStill(2, 3000, 400, 2),
  'stalls 400 ms / 3 s, drains 4 ms': drainingSlowly(4, 3000, 400),
  'tail 2 % 300 ms': heavyTailed(0.5, 0.02, 300),
  'tail 1 % 200 ms, p50 10': heavyTailed(10, 0.01, 200),
  'tail 0.5 % 500 ms, p50 10': heavyTailed(10, 0.005, 500),
  'teams +60 ms': slowOn(2, 'teams', 60),
  'slack +15 ms, p50 10': slowOn(10, 'slack', 15),
  'email +30 ms': slowOn(5, 'email', 30),
  'attachments^2, 400 ms': costly(2, 'attachments', 0.04, 2),
  'attachments^2, 50 ms, p50 10': costly(10, 'attachments', 0.005, 2),
  'attachments^1.5, 300 ms': costly(2, 'attachments', 0.3, 1.5),
  'attachments linear 200 ms': costly(2, 'attachments', 2, 1),
  'kib^2 / 10': costly(0.5, 'kib', 0.1, 2),
  'kib linear 256 ms': costly(2, 'kib', 2, 1),
  'one at a time 5 ms': limited(5, 1, null),
  'one at a time 5 ms, cpu 0.1': limited(5, 1, 0.1),
  'four at a time 20 ms, cpu 0.1': limited(20, 4, 0.1),
  'leaks 16 KiB': leaking(0.5, 16 * 1024),
  'leaks 8 KiB': leaking(0.5, 8 * 1024),
};
const say = (counts: Map<string, number>): string => [...counts].map(([kind, n]) => `${kind} ${n}`).join(', ') || '-';

for (const [name, service] of Object.entries(SERVICES)) {
  if (!name.includes(process.argv[3] ?? '')) continue;
  for (const [scenario, stages] of Object.entries(SCENARIOS)) {
    const outcome = trials(service, stages, count, 7);
    const line = [
      name.padEnd(32),
      scenario.padEnd(8),
      `suspected: ${say(outcome.suspected)}`,
      `confirmed: ${say(outcome.confirmed)}`,
    ];
    console.log(`${line.join(' | ')} of ${count}`);
    if (outcome.texts[0] !== undefined) console.log(`    ${outcome.texts[0]}`);
  }
}
