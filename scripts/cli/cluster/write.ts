import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '../../../contracts/target/profile.ts';
import { bundleScenarios } from '../../../load/bundle.ts';
import { pinnedVersion } from '../../../load/k6/version.ts';
import { manifests } from '../../../load/kubernetes/manifests.ts';
import { DEFAULTS, filesOf } from '../../../load/kubernetes/plan.ts';
import { portable } from '../../../load/kubernetes/portable.ts';
import { manifestFiles, secretCommand } from '../../../load/kubernetes/write.ts';
import { settle } from '../../../load/plan.ts';
import { onFile, writeWhole } from '../../../reports/record/files.ts';
import type { Chosen } from '../contract-option.ts';
import { misuse, noAnswer } from '../errors.ts';
import { headerOf, keepDocument } from '../execute.ts';
import { forUser, type Io, root } from '../io.ts';
import { type LoadWish, planText, wantedOf } from '../load.ts';
import { runDirectory } from '../run-directory.ts';
import { type ClusterFile, PLAN_FILE } from './plan.ts';

/** Where the load is to run: in a cluster by k6-operator, or in Grafana Cloud k6. */
export type ClusterWish = {
  where: 'kubernetes' | 'cloud';
  runners?: number | undefined;
  image?: string | undefined;
  volume?: string | undefined;
  namespace?: string | undefined;
  secret?: string | undefined;
  separate: boolean;
};

/** Writes what a cluster needs to run the load, and says what to do with it. Nothing is sent. */
export async function writeCluster(
  wish: LoadWish,
  cluster: ClusterWish,
  { document, ...subject }: Chosen & { target: Target; out: string | undefined },
  io: Io,
): Promise<void> {
  if (wish.scenario === 'breakpoint')
    throw misuse(
      'breakpoint decides after each step which comes next, and a cluster runs one plan',
      'Take another --scenario.',
    );
  const { contract, target, out } = subject;
  const wanted = wantedOf(wish, subject);
  const settled = settle(wanted);
  if (settled.kind === 'refused') throw misuse(settled.why, settled.hint);
  const bundle = await bundleScenarios(
    contract.document.root,
    cluster.image === undefined || cluster.where === 'cloud' ? 'stream' : 'extension',
  );
  if (bundle.kind === 'failed') throw noAnswer(bundle.why, 'Mend the contract document at that place.');
  const settings = portable(settled.settings, target.tokens.values());
  const image = cluster.image ?? DEFAULTS.image;
  const plan = {
    ...DEFAULTS,
    runners: cluster.runners ?? DEFAULTS.runners,
    image,
    output: cluster.image === undefined ? ('stock' as const) : ('extension' as const),
    secret: cluster.secret ?? DEFAULTS.secret,
    claim: cluster.volume,
    namespace: cluster.namespace,
    separate: cluster.separate,
    code: bundle.code,
    settings,
  };
  const made = cluster.where === 'kubernetes' ? manifests(plan) : null;
  if (made?.kind === 'refused') throw misuse(made.why, `${made.hint}.`);
  const startedAt = new Date();
  const directory = runDirectory(io, out, 'load', startedAt);
  const file: ClusterFile = {
    header: headerOf({ command: 'load', contract, document, target, strict: false, seed: 0 }, startedAt),
    scenario: wish.scenario,
    runners: plan.runners,
    k6: { image, version: versionOf(), output: plan.output === 'extension' ? 'extension' : 'stream' },
    objectives: [...(wish.objective ?? wish.settings.objectives ?? [])],
    notes: settled.notes,
  };
  const files =
    made === null
      ? Object.entries(filesOf(plan)).map(([name, text]) => ({ name, text }))
      : [...manifestFiles(made), { name: PLAN_FILE, text: `${JSON.stringify(file, null, 1)}\n` }];
  onFile(directory, () => mkdirSync(directory, { recursive: true }));
  for (const { name, text } of files) writeWhole(join(directory, name), text);
  keepDocument({ contract, document }, directory);
  const shown = forUser(io, directory);
  io.stderr.write(`${planText(wanted, target, null)}\n\n`);
  io.stderr.write(
    made === null ? cloudText(shown) : kubernetesText(shown, plan.runners, secretCommand(settings, plan)),
  );
}

function versionOf(): string {
  return pinnedVersion(readFileSync(join(root, 'load/k6/go.mod'), 'utf8')) ?? 'unknown';
}

function kubernetesText(directory: string, runners: number, secret: string): string {
  const logs = `for n in $(seq ${runners}); do kubectl logs "job/sendproof-$n" > "${directory}/runner-$n.log"; done`;
  return [
    `${directory} holds what k6-operator runs. Make the Secret once:`,
    `  ${secret}`,
    'Then run it, fetch what the runners wrote, and add it up:',
    `  kubectl create -f ${directory}/testrun.yaml`,
    "  kubectl wait testrun/sendproof --for=jsonpath='{.status.stage}'=finished --timeout=1h",
    `  ${logs}`,
    `  sendproof report ${directory}`,
    '',
  ].join('\n');
}

function cloudText(directory: string): string {
  return [
    `${directory} holds what Grafana Cloud k6 runs; set the variables of the tokens there first. Then:`,
    `  k6 cloud run -e SENDPROOF_LOAD="$(cat ${directory}/settings.json)" ${directory}/sendproof.js`,
    '',
  ].join('\n');
}
