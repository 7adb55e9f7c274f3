import type { Case } from '../../../contracts/cases/case.ts';
import { clausesReached } from '../../../contracts/cases/catalogue.ts';
import { coverageOf } from '../../../contracts/verdicts/coverage.ts';
import { plannedRepetition } from '../../../contracts/verdicts/repetition.ts';
import { assumption, plannedRarities } from '../../../reports/view/repetition.ts';
import { colorsFor } from '../console.ts';
import { chosenContract, contractOption } from '../contract-option.ts';
import { selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { matrixText } from '../matrix.ts';
import { command, onlyOption } from '../options.ts';

export function planCommand(io: Io, end: (code: number) => void) {
  return command('plan', 'every clause and case, without sending anything', 'sendproof plan --only "says.*"')
    .addOption(onlyOption())
    .addOption(contractOption())
    .action(async ({ only, contract: where, json, color }) => {
      const { contract } = await chosenContract(io, where);
      const cases = selectCases(contract, only ?? []);
      const everything = coverageOf(contract, cases, []);
      const isWanted = wantedIn(cases, only);
      const coverage = { ...everything, cells: everything.cells.filter(({ clause }) => isWanted(clause)) };
      const repetition = plannedRepetition(cases);
      if (json) {
        const plan = { clauses: contract.clauses, cases, coverage, repetition, unread: contract.unread };
        io.stdout.write(`${JSON.stringify(plan, null, 1)}\n`);
        return end(0);
      }
      const colors = colorsFor(io, color);
      const tests = Map.groupBy(
        cases.flatMap((one) => one.clauses.map((clause) => ({ clause, one }))),
        ({ clause }) => clause,
      );
      const reached = new Map<string, number>();
      for (const one of cases)
        for (const id of clausesReached(contract, one)) reached.set(id, (reached.get(id) ?? 0) + 1);
      const wanted = contract.clauses.filter(({ id }) => isWanted(id));
      for (const clause of wanted) {
        const own = tests.get(clause.id) ?? [];
        const passing = (reached.get(clause.id) ?? 0) - own.length;
        io.stdout.write(`${colors.bold(clause.id)}  ${clause.level}, line ${clause.line}\n  ${clause.text}\n`);
        for (const { one } of own) io.stdout.write(`  ${colors.dim('·')} ${one.id}  ${colors.dim(one.title)}\n`);
        if (passing > 0) io.stdout.write(`  ${colors.dim(`· shown in passing by ${passing} other cases`)}\n`);
        if (own.length + passing === 0) io.stdout.write(`  ${colors.red('no case')}\n`);
      }
      for (const { clause, reason } of coverage.holes.filter(() => (only ?? []).length === 0))
        io.stdout.write(`${colors.red('hole')} ${clause}: ${reason}\n`);
      io.stdout.write(`\n${matrixText(coverage.cells, colors)}\n\n`);
      for (const sentence of [...plannedRarities(repetition), assumption]) io.stdout.write(`${sentence}\n`);
      io.stdout.write(
        `\n${cases.length} cases; ${coverage.planned} of ${coverage.clauses} clauses have at least one\n`,
      );
      end(0);
    });
}

/** Which clauses a plan is about: all of them, or those that the chosen cases test. */
function wantedIn(cases: readonly Case[], only: readonly string[] = []): (clause: string) => boolean {
  const tested = new Set(cases.flatMap(({ clauses }) => clauses));
  return (clause) => only.length === 0 || tested.has(clause);
}
