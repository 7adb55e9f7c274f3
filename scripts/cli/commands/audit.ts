import { Option } from '@commander-js/extra-typings';
import { enginesFrom, execute } from '../execute.ts';
import { loadContract, loadTarget, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { command, engineOption, mix, onlyOption, positive, seconds, wholeNumber } from '../options.ts';

export function auditCommand(io: Io, end: (code: number) => void) {
  return command('audit', 'contract, then load, then all reports', 'sendproof audit --target staging.json')
    .requiredOption('--target <profile>', 'profile of the target (JSON)')
    .addOption(engineOption())
    .addOption(onlyOption())
    .option('--strict', 'warnings fail, too', false)
    .option('--seed <number>', 'seed of everything random', wholeNumber)
    .addOption(new Option('--scenario <name>', 'which load').choices(['smoke'] as const).default('smoke' as const))
    .option('--rate <number>', 'requests a second', positive)
    .option('--duration <time>', 'how long: 30s, 2m', seconds)
    .option('--mix <shares>', 'shares of the channels (default: equal), such as email=3,slack=1', mix)
    .option('--k6 <path>', 'the k6 to use (default: $SENDPROOF_K6, the pinned build, k6 on PATH)')
    .option('--allow-remote-load', 'load a target that is not on this machine', false)
    .action(
      async ({
        target: path,
        engine,
        only,
        strict,
        seed,
        scenario,
        rate,
        duration,
        mix: shares,
        k6,
        allowRemoteLoad,
        ...common
      }) => {
        const contract = loadContract();
        const cases = selectCases(contract, only ?? []);
        const target = loadTarget(io, path);
        allowLoad(target, allowRemoteLoad);
        const assignment = {
          command: 'audit' as const,
          contract,
          target,
          cases: { cases, engines: enginesFrom(engine) },
          load: { scenario, rate, duration, mix: shares, k6 },
          strict,
          seed,
        };
        end(await execute(assignment, common, io));
      },
    );
}
