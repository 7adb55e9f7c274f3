import { enginesFrom, execute } from '../execute.ts';
import { loadContract, loadTarget, loadWaivers, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { command, seedFrom, withContractOptions } from '../options.ts';

export function contractCommand(io: Io, end: (code: number) => void) {
  const base = command(
    'contract',
    'check a target against the contract, case by case',
    'sendproof contract --target staging.json --engine probe --only "security.*"',
  ).requiredOption('--target <profile>', 'profile of the target (JSON)');
  return withContractOptions(base).action(
    async ({ target, engine, only, strict, waivers, seed, resume, ...common }) => {
      const contract = loadContract();
      const cases = selectCases(contract, only ?? []);
      const assignment = {
        command: 'contract' as const,
        contract,
        target: loadTarget(io, target),
        cases: { cases, engines: enginesFrom(engine) },
        strict,
        waivers: await loadWaivers(io, waivers, contract),
        seed: seedFrom(seed),
        resume,
      };
      end(await execute(assignment, common, io));
    },
  );
}
