import { writeFileSync } from 'node:fs';
import { Command } from '@commander-js/extra-typings';
import { engines } from '../../contracts/cases/engine.ts';
import { variants } from '../../fixtures/reference/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { auditReference, brokenClauses } from './audit.ts';
import { missesOf, visible } from './kill.ts';
import { matrixPage, type Row, rowOf } from './matrix-page.ts';
import { seeds } from './seeds.ts';

/**
 * Every defect and every variant by all three engines, or by the probe over all seeds: who found what, and where an engine
 * and the judge differ without an explanation. The whole table is docs/matrix.md.
 */
const { args, seeds: overSeeds } = parse();
const isWanted = ({ name }: { name: string }): boolean => args.length === 0 || args.includes(name);

const tries = overSeeds ? seeds : [1];
const options = (seed: number) => ({ seed, engines: overSeeds ? (['probe'] as const) : engines });
const rows: Row[] = [];
let wrong = 0;

for (const variant of [{ name: 'clean', title: 'The reference itself.' }, ...variants].filter(isWanted))
  for (const seed of tries) {
    const record = await auditReference(variant.name === 'clean' ? {} : { variant: variant.name }, options(seed));
    rows.push(rowOf(variant, record));
    say(variant.name, seed, record, record.result === 'passed');
  }
for (const defect of visible.filter(isWanted))
  for (const seed of tries) {
    const record = await auditReference({ defect: defect.name }, options(seed));
    rows.push(rowOf(defect, record));
    say(defect.name, seed, record, missesOf(defect, record).length === 0);
  }
if (args.length === 0 && !overSeeds) writeFileSync(new URL('../../docs/matrix.md', import.meta.url), matrixPage(rows));
console.log(wrong === 0 ? 'all as it should be' : `${wrong} not as it should be`);
process.exitCode = wrong === 0 ? 0 : 1;

function say(
  name: string,
  seed: number,
  { result, disagreements, faults, ...record }: RunRecord,
  right: boolean,
): void {
  const unexplained = disagreements.filter(({ explanation }) => explanation === null);
  wrong += Number(!right) + unexplained.length + faults.length;
  console.log(`${right ? '✓' : '✕'} ${name} (seed ${seed}): ${result}`);
  if (!right) console.log(`    broke ${brokenClauses({ result, disagreements, faults, ...record })}`);
  for (const { case: id, engine, opinion, judged } of unexplained)
    console.log(`    ! ${id}: ${engine} ${opinion.outcome}, judge ${judged}: ${opinion.words.slice(0, 160)}`);
  for (const { where, message } of faults) console.log(`    ! ${where}: ${message}`);
}

function parse(): { args: string[]; seeds: boolean } {
  const command = new Command('matrix')
    .description('tries every defect and variant of the reference, and writes docs/matrix.md')
    .argument('[names...]', 'only these')
    .option('--seeds', `by the probe, with each of ${seeds.length} seeds`, false)
    .addHelpText('after', '\nExample:\n  npm run matrix -- content-empty-accepted gzip')
    .parse();
  return { args: command.args, seeds: command.opts().seeds };
}
