import { engines } from '../../contracts/cases/engine.ts';
import { defects, variants } from '../../fixtures/reference/index.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { auditReference, brokenClauses } from './audit.ts';

/**
 * Every defect and every variant by all three engines: who found it, and where an engine and the judge differ without an
 * explanation. About four seconds each: `npm run matrix`, or with names to try only these.
 */
const wanted = process.argv.slice(2);
const isWanted = ({ name }: { name: string }): boolean => wanted.length === 0 || wanted.includes(name);

/** Exchanges of each engine in which the judge found a clause broken, and the engine's own failures. */
function row({ verdicts, opinions }: RunRecord): string[] {
  return engines.map((engine) => {
    const judged = verdicts.some((one) => one.engine === engine && one.outcome === 'failed' && one.level === 'must');
    const own = opinions.some((one) => one.engine === engine && one.outcome === 'failed');
    return engine === 'probe' ? (judged ? 'found' : '-') : `${judged ? 'found' : '-'}/${own ? 'found' : '-'}`;
  });
}

function unexplained({ disagreements }: RunRecord): string[] {
  return disagreements
    .filter(({ explanation }) => explanation === null)
    .map(
      (one) =>
        `    ! ${one.case}: ${one.engine} ${one.opinion.outcome}, judge ${one.judged}: ${one.opinion.words.slice(0, 160)}`,
    );
}

let wrong = 0;
console.log(`${'what'.padEnd(44)} result        ${engines.join('   ')} (by the judge / by the engine itself)`);
for (const { name } of variants.filter(isWanted)) {
  const record = await auditReference({ variant: name }, { engines: [...engines] });
  const notes = unexplained(record);
  wrong += Number(record.result !== 'passed') + notes.length;
  console.log([`${name.padEnd(44)} ${record.result.padEnd(13)} ${row(record).join('  ')}`, ...notes].join('\n'));
}
for (const { name, breaks } of defects.filter(({ load }) => !load).filter(isWanted)) {
  const record = await auditReference({ defect: name }, { engines: [...engines] });
  const notes = unexplained(record);
  const exact = JSON.stringify(brokenClauses(record)) === JSON.stringify([...breaks].sort());
  wrong += Number(!exact) + notes.length;
  console.log(
    [
      `${name.padEnd(44)} ${record.result.padEnd(13)} ${row(record).join('  ')}${exact ? '' : `  broke ${brokenClauses(record)}`}`,
      ...notes,
    ].join('\n'),
  );
}
console.log(wrong === 0 ? 'all as it should be' : `${wrong} not as it should be`);
process.exitCode = wrong === 0 ? 0 : 1;
