import { Option } from '@commander-js/extra-typings';
import { execute } from '../execute.ts';
import { loadContract, loadTarget } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { command, mix, positive, seconds } from '../options.ts';

export function loadCommand(io: Io, end: (code: number) => void) {
  return command(
    'load',
    'put a target under load with k6',
    'sendproof load --target staging.json --scenario smoke --rate 20 --duration 60s',
  )
    .requiredOption('--target <profile>', 'profile of the target (JSON)')
    .addOption(new Option('--scenario <name>', 'which load').choices(['smoke'] as const).default('smoke' as const))
    .option('--rate <number>', 'requests a second', positive)
    .option('--duration <time>', 'how long: 30s, 2m', seconds)
    .option('--mix <shares>', 'shares of the channels (default: equal), such as email=3,slack=1', mix)
    .option('--k6 <path>', 'the k6 to use (default: $SENDPROOF_K6, the pinned build, k6 on PATH)')
    .option('--allow-remote-load', 'load a target that is not on this machine', false)
    .action(async ({ target: path, scenario, rate, duration, mix: shares, k6, allowRemoteLoad, ...common }) => {
      const target = loadTarget(io, path);
      allowLoad(target, allowRemoteLoad);
      const assignment = {
        command: 'load' as const,
        contract: loadContract(),
        target,
        load: { scenario, rate, duration, mix: shares, k6 },
        strict: false,
        seed: undefined,
      };
      end(await execute(assignment, common, io));
    });
}
