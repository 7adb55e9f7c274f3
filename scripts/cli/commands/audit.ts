import { enginesFrom, execute } from '../execute.ts';
import { loadContract, loadLoadSettings, loadTarget, loadWaivers, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { withLoadOptions } from '../load-options.ts';
import { command, seedFrom, withContractOptions } from '../options.ts';

export function auditCommand(io: Io, end: (code: number) => void) {
  const base = command('audit', 'contract, then load, then all reports', 'sendproof audit --target staging.json');
  const full = withLoadOptions(
    withContractOptions(base.requiredOption('--target <profile>', 'profile of the target (JSON)')),
  );
  return full.action(
    async ({ target: path, engine, only, strict, waivers, seed, resume, yesLoad, settings, ...rest }) => {
      const { out, json, quiet, color, key, ...load } = rest;
      const contract = loadContract();
      const cases = selectCases(contract, only ?? []);
      const target = loadTarget(io, path);
      allowLoad(target, yesLoad);
      const assignment = {
        command: 'audit' as const,
        contract,
        target,
        cases: { cases, engines: enginesFrom(engine) },
        load: { ...load, settings: loadLoadSettings(io, settings) },
        strict,
        waivers: await loadWaivers(io, waivers, contract),
        seed: seedFrom(seed),
        resume,
      };
      end(await execute(assignment, { out, json, quiet, color, key }, io));
    },
  );
}
