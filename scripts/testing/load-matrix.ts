import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { execa } from 'execa';
import { defects } from '../../fixtures/reference/index.ts';
import type { Load } from '../../load/sample.ts';
import type { ScenarioName } from '../../load/scenarios/index.ts';
import { type LoadRow, loadMatrixPage } from './load-matrix-page.ts';
import { serving } from './serving.ts';

/**
 * Every defect of the reference that shows under load, and the clean reference again and again, each in a process of its
 * own: what is found, by name. The whole table is docs/load-matrix.md.
 */
const command = new Command('load-matrix')
  .description('puts every load defect of the reference under load, and writes docs/load-matrix.md')
  .argument('[names...]', 'only these')
  .option('--clean <number>', 'runs against the clean reference', '20')
  .addHelpText('after', '\nExample:\n  npm run matrix:load -- load-stalls --clean 0')
  .parse();
const only = command.args;
const cleanRuns = Number(command.opts().clean);

/** Seconds of each: what a defect needs to show, and no more. */
const usual = { scenario: 'average', duration: 40 } as const;
const special: Record<string, { scenario: ScenarioName; duration: number }> = {
  'load-no-scaling': { scenario: 'stress', duration: 50 },
};
/** The clean reference is tried by all of them in turn. */
const turns = [
  usual,
  { scenario: 'stress', duration: 50 },
  { scenario: 'spike', duration: 36 },
  { scenario: 'smoke', duration: 10 },
] as const;

const rows: LoadRow[] = [];
const wanted = defects.filter(({ name, load }) => load !== undefined && (only.length === 0 || only.includes(name)));
for (const { name, title, load: kind } of wanted) {
  const row = await tried(name, special[name] ?? usual);
  rows.push({ ...row, name, title, expected: kind ?? null });
}
for (let time = 0; time < cleanRuns; time += 1) {
  const row = await tried(undefined, turns[time % turns.length] ?? usual);
  rows.push({ ...row, name: 'clean', title: 'The reference itself.', expected: null });
}
if (only.length === 0) writeFileSync(new URL('../../docs/load-matrix.md', import.meta.url), loadMatrixPage(rows));
const wrong = rows.filter((row) => !isRight(row)).length;
console.log(wrong === 0 ? 'all as it should be' : `${wrong} not as it should be`);
process.exitCode = wrong === 0 ? 0 : 1;

function isRight({ expected, findings, valid }: LoadRow): boolean {
  return expected === null ? valid && findings.length === 0 : findings.some(({ kind }) => kind === expected);
}

async function tried(defect: string | undefined, { scenario, duration }: { scenario: ScenarioName; duration: number }) {
  const directory = mkdtempSync(join(tmpdir(), 'sendproof-load-'));
  const server = await serving(defect, directory);
  const begun = performance.now();
  try {
    const out = join(directory, 'run');
    const argv = [
      'load',
      '--target',
      server.profile,
      '--scenario',
      scenario,
      '--duration',
      `${duration}s`,
      '--out',
      out,
    ];
    await execa(process.execPath, ['scripts/cli/main.ts', ...argv, '--quiet'], {
      env: server.env,
      reject: false,
      cwd: new URL('../..', import.meta.url),
    });
    const { loads }: { loads: Load[] } = JSON.parse(readFileSync(join(out, 'record.json'), 'utf8'));
    const [load] = loads;
    const row = {
      scenario,
      seconds: Math.round((performance.now() - begun) / 1000),
      findings: (load?.findings ?? []).map(({ kind, text }) => ({ kind, text })),
      valid: load?.valid ?? false,
      why: load?.whyNotValid ?? ['nothing was measured'],
    };
    console.log(
      `${defect ?? 'clean'} (${scenario}, ${row.seconds} s): ${row.findings.map(({ kind }) => kind).join(', ') || 'nothing found'}${row.valid ? '' : `, not valid: ${row.why.join('; ')}`}`,
    );
    return row;
  } finally {
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  }
}
