import { enginesFrom, execute } from '../execute.ts';
import { loadContract, loadTarget, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { command, engineOption, onlyOption, wholeNumber } from '../options.ts';

export function contractCommand(io: Io, end: (code: number) => void) {
  return command(
    'contract',
    'check a target against the contract, case by case',
    'sendproof contract --target staging.json --engine probe --only "security.*"',
  )
    .requiredOption('--target <profile>', 'profile of the target (JSON)')
    .addOption(engineOption())
    .addOption(onlyOption())
    .option('--strict', 'warnings fail, too', false)
    .option('--seed <number>', 'seed of everything random', wholeNumber)
    .action(async ({ target, engine, only, strict, seed, ...common }) => {
      const contract = loadContract();
      const cases = selectCases(contract, only ?? []);
      const assignment = {
        command: 'contract' as const,
        contract,
        target: loadTarget(io, target),
        cases: { cases, engines: enginesFrom(engine) },
        strict,
        seed,
      };
      end(await execute(assignment, common, io));
    });
}
