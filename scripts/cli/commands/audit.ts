import { chosenContract, contractOption } from '../contract-option.ts';
import { enginesFrom, execute } from '../execute.ts';
import { loadLoadSettings, loadTarget, loadWaivers, selectCases } from '../inputs.ts';
import type { Io } from '../io.ts';
import { allowLoad } from '../load-consent.ts';
import { withLoadOptions } from '../load-options.ts';
import { command, seedFrom, withContractOptions } from '../options.ts';
import { withPactOptions } from '../pacts.ts';
import { consumersWish, withPublishOptions } from '../verify-pacts.ts';

export function auditCommand(io: Io, end: (code: number) => void) {
  const base = command('audit', 'contract, then load, then all reports', 'sendproof audit --target staging.json');
  const onTarget = base
    .requiredOption('--target <profile>', 'profile of the target (JSON)')
    .addOption(contractOption());
  const full = withLoadOptions(withPublishOptions(withPactOptions(withContractOptions(onTarget))));
  return full.action(
    async ({
      target: path,
      contract: where,
      engine,
      only,
      strict,
      waivers,
      seed,
      resume,
      yesLoad,
      settings,
      out,
      json,
      quiet,
      color,
      key,
      ...rest
    }) => {
      const { pacts, provider, pactBrokerUrl, consumerVersionSelectors, providerVersionBranch, ...others } = rest;
      const { publishVerificationResult, providerVersion, ...load } = others;
      const { contract, document } = await chosenContract(io, where);
      const cases = selectCases(contract, only ?? []);
      const target = loadTarget(io, path);
      allowLoad(target, yesLoad);
      const assignment = {
        command: 'audit' as const,
        contract,
        document,
        target,
        cases: { cases, engines: enginesFrom(engine) },
        consumers: await consumersWish(io, rest, contract, target),
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
