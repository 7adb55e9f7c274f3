import { execute } from '../execute.ts';
import { loadContract, loadTarget } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { command, seedFrom, withLoadOptions } from '../options.ts';

export function loadCommand(io: Io, end: (code: number) => void) {
  const base = command(
    'load',
    'put a target under load with k6',
    'sendproof load --target staging.json --scenario smoke --rate 20 --duration 60s',
  ).requiredOption('--target <profile>', 'profile of the target (JSON)');
  return withLoadOptions(base).action(
    async ({ target: path, scenario, rate, duration, mix, k6, allowRemoteLoad, out, json, quiet, color }) => {
      const target = loadTarget(io, path);
      allowLoad(target, allowRemoteLoad);
      const assignment = {
        command: 'load' as const,
        contract: loadContract(),
        target,
        load: { scenario, rate, duration, mix, k6 },
        strict: false,
        seed: seedFrom(undefined),
      };
      end(await execute(assignment, { out, json, quiet, color }, io));
    },
  );
}
