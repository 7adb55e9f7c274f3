import { chosenContract, contractOption } from '../contract-option.ts';
import { enginesFrom, execute } from '../execute.ts';
import { loadTarget, loadWaivers, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { command, seedFrom, withContractOptions } from '../options.ts';
import { withPactOptions } from '../pacts.ts';
import { consumersWish, withPublishOptions } from '../verify-pacts.ts';

export function contractCommand(io: Io, end: (code: number) => void) {
  const base = command(
    'contract',
    'check a target against the contract, case by case',
    'sendproof contract --target staging.json --engine probe --only "security.*"',
  )
    .requiredOption('--target <profile>', 'profile of the target (JSON)')
    .addOption(contractOption());
  return withPublishOptions(withPactOptions(withContractOptions(base))).action(
    async ({ target: path, contract: where, engine, only, strict, waivers, seed, resume, ...rest }) => {
      const { out, json, quiet, color, key, ...pacts } = rest;
      const { contract, document } = await chosenContract(io, where);
      const cases = selectCases(contract, only ?? []);
      const target = loadTarget(io, path);
      const assignment = {
        command: 'contract' as const,
        contract,
        document,
        target,
        cases: { cases, engines: enginesFrom(engine) },
        consumers: await consumersWish(io, pacts, contract, target),
        strict,
        waivers: await loadWaivers(io, waivers, contract),
        seed: seedFrom(seed),
        resume,
      };
      end(await execute(assignment, { out, json, quiet, color, key }, io));
    },
  );
}
