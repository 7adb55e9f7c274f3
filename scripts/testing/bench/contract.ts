import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { engines as allEngines, type Engine } from '../../../contracts/cases/engine.ts';
import { audit } from '../audit.ts';

const repetitions = 5;
const root = new URL('../../..', import.meta.url);

/** Prints how fast the contract half is, on the reference implementation in a process of its own. It judges nothing. */
export async function printContract(): Promise<void> {
  const server = spawn(process.execPath, ['scripts/sendproof.js', 'serve', '--json'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = await once(createInterface({ input: server.stdout }), 'line');
    const { profile, env } = JSON.parse(String(line));
    const target = { profile: JSON.parse(readFileSync(profile, 'utf8')), env, close: async () => undefined };
    console.log('engines              cases  requests      min   median      max   cases/s  requests/s   peak memory');
    for (const engines of [['probe'] as const, allEngines]) await measure(engines, target);
  } finally {
    server.kill('SIGTERM');
  }
}

async function measure(engines: readonly Engine[], target: Parameters<typeof audit>[0]): Promise<void> {
  const seconds: number[] = [];
  let cases = 0;
  let requests = 0;
  for (let time = 0; time < repetitions; time += 1) {
    const start = performance.now();
    const record = await audit(target, { engines });
    seconds.push((performance.now() - start) / 1000);
    cases = record.cases.length;
    requests = record.exchanges.length;
  }
  const [min = 0, ...others] = seconds.toSorted((a, b) => a - b);
  const median = [min, ...others][Math.floor(repetitions / 2)] ?? 0;
  const max = others.at(-1) ?? min;
  const figures = [
    engines.join(', ').padEnd(20),
    String(cases).padStart(5),
    String(requests).padStart(9),
    ...[min, median, max].map((value) => `${value.toFixed(2)} s`.padStart(8)),
    (cases / median).toFixed(0).padStart(9),
    (requests / median).toFixed(0).padStart(11),
    `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`.padStart(13),
  ];
  console.log(figures.join(' '));
}
