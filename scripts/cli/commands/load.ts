import { chosenContract, contractOption } from '../contract-option.ts';
import { execute } from '../execute.ts';
import { loadLoadSettings, loadTarget } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { scenarioHelp, withLoadOptions } from '../load-options.ts';
import { command, seedFrom, wholeNumber } from '../options.ts';

export function loadCommand(io: Io, end: (code: number) => void) {
  const base = command(
    'load',
    'put a target under load with k6',
    'sendproof load --target staging.json --scenario average --rate 200 --duration 5m --objective p95=250ms',
  ).requiredOption('--target <profile>', 'profile of the target (JSON)');
  return withLoadOptions(base)
    .addOption(contractOption())
    .option('--kubernetes', 'write manifests for k6-operator instead of sending anything', false)
    .option('--cloud', 'write what Grafana Cloud k6 runs instead of sending anything', false)
    .option('--runners <number>', 'how many k6 share the load in the cluster', wholeNumber)
    .option('--image <name>', 'image of k6 with our output (default: k6 as it is)')
    .option('--volume <claim>', 'PersistentVolumeClaim for the results (default: they go to the logs)')
    .option('--namespace <name>', 'namespace in the cluster')
    .option('--secret <name>', 'Secret that holds the tokens (default: sendproof-tokens)')
    .option('--separate', 'each runner on a node of its own', false)
    .addHelpText('after', scenarioHelp())
    .action(
      async ({
        target: path,
        contract: where,
        settings,
        yesLoad,
        out,
        json,
        quiet,
        color,
        kubernetes,
        cloud,
        ...rest
      }) => {
        const { runners, image, volume, namespace, secret, separate, ...load } = rest;
        const target = loadTarget(io, path);
        allowLoad(target, yesLoad);
        const { contract, document } = await chosenContract(io, where);
        const wish = { ...load, settings: loadLoadSettings(io, settings) };
        if (kubernetes || cloud) {
          // Loaded here: few runs go to a cluster.
          const { writeCluster } = await import('../cluster/write.ts');
          const where = kubernetes ? ('kubernetes' as const) : ('cloud' as const);
          const cluster = { where, runners, image, volume, namespace, secret, separate };
          await writeCluster(wish, cluster, { contract, document, target, out }, io);
          return end(0);
        }
        const assignment = {
          command: 'load' as const,
          contract,
          document,
          target,
          load: wish,
          strict: false,
          seed: seedFrom(undefined),
        };
        end(await execute(assignment, { out, json, quiet, color }, io));
      },
    );
}
