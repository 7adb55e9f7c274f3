import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import type { Margin } from '../../../load/comparison/wanted.ts';
import { CHANNELS } from '../../../load/scenarios/settings.ts';
import { METRICS } from '../../../load/stats/compare/types.ts';
import { baselineOf } from '../baseline.ts';
import { chosenContract, contractOption } from '../contract-option.ts';
import { misuse } from '../errors.ts';
import { execute } from '../execute.ts';
import { loadLoadSettings, loadTarget } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { command, positive, seconds, seedFrom, wholeNumber } from '../options.ts';

export function compareCommand(io: Io, end: (code: number) => void) {
  return command(
    'compare',
    'did a change make it slower? Drives two targets at once with k6, until the answer is sure',
    'sendproof compare --baseline main.json --candidate pull-request.json --budget 180s --metric p50=3%',
  )
    .addOption(
      new Option(
        '--baseline <file>',
        'profile of what the candidate is measured against; or the record of an earlier load, then it may be given again',
      ).argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]),
    )
    .addOption(contractOption())
    .requiredOption('--candidate <profile>', 'profile of what may have become slower (JSON)')
    .option('--budget <time>', 'how long to measure at most; it ends as soon as the answer is sure', seconds, 180)
    .option('--rate <number>', 'requests a second to each (default: found by a pilot)', positive)
    .addOption(
      new Option(
        '--metric <margin>',
        'how small a change for the worse must be found, such as p50=3%, email.p99=10%, errors=0.1%; may be given again (default: p50=5%, p90=5%, p99=10%, errors=0.5%)',
      ).argParser((value: string, before: Margin[] | undefined) => [...(before ?? []), margin(value)]),
    )
    .option('--one-at-a-time', 'never both at once: short blocks in turns', false)
    .option('--plan', 'measure for half a minute, and say what could be seen within the budget', false)
    .option('--seed <number>', 'seed of the order', wholeNumber)
    .option('--settings <file>', 'the load settings that stored baselines were made with (JSON)')
    .option('--k6 <path>', 'the k6 to use (default: $SENDPROOF_K6, the pinned build, k6 on PATH)')
    .option('--yes-load', 'load targets that are not on this machine', false)
    .action(async (options) => {
      const {
        baseline: paths = [],
        contract: where,
        candidate,
        settings,
        plan,
        yesLoad,
        seed,
        k6,
        metric,
        ...rest
      } = options;
      const { out, json, quiet, color, ...wish } = rest;
      const target = loadTarget(io, candidate);
      const baseline = await baselineOf(io, paths);
      allowLoad(target, yesLoad);
      if (baseline.kind === 'target') allowLoad(baseline.target, yesLoad);
      const { contract, document } = await chosenContract(io, where);
      const subject = { contract, document, target, seed: seedFrom(seed) };
      const assignment = { command: 'compare' as const, ...subject, strict: false };
      if (baseline.kind === 'stored') {
        if (plan) throw misuse('--plan needs two targets that run', 'Give --baseline a profile.');
        const stored = { runs: baseline.runs, metric, settings: loadLoadSettings(io, settings), k6 };
        return end(await execute({ ...assignment, stored }, { out, json, quiet, color }, io));
      }
      const compare = { ...wish, metric, k6, baseline: baseline.target };
      if (plan) {
        // Loaded here: a comparison itself does not need it.
        const { foresee } = await import('../foresight.ts');
        return end(await foresee(compare, subject, { out, json, quiet, color }, io));
      }
      end(await execute({ ...assignment, compare }, { out, json, quiet, color }, io));
    });
}

/** `[channel.]metric=margin`, a percentage or a share; of errors a difference of shares. */
export function margin(value: string): Margin {
  const [, named, name, amount, unit] = /^(?:(\w+)\.)?(\w+)=(\d+(?:\.\d+)?)(%)?$/.exec(value) ?? [];
  const metric = METRICS.find((one) => one === name);
  const channel = CHANNELS.find((one) => one === named) ?? null;
  if (metric === undefined || (named !== undefined && channel === null)) {
    throw new InvalidArgumentError(
      `It must look like p50=3% or email.p99=10%, of ${METRICS.join(', ')}, and of the channels ${CHANNELS.join(', ')}.`,
    );
  }
  return { metric, channel, margin: positive(amount ?? '') / (unit === '%' ? 100 : 1) };
}
