import { SETTINGS_VARIABLE } from '../scenarios/settings.ts';
import { type Refusal, refusalOf } from './limits.ts';
import { type ClusterPlan, filesOf, SCRIPT_FILE, SETTINGS_FILE } from './plan.ts';
import { containerSecurity, metadata, podSecurity, RESULTS, resourcesOf, SCRATCH } from './pod.ts';
import { tokenVariables } from './portable.ts';
import { readerOf } from './reader.ts';

export type Manifests = {
  kind: 'made';
  configMap: ReturnType<typeof configMapOf>;
  testRun: ReturnType<typeof testRunOf>;
  /** A pod in which the results can be read from the volume; null without one. */
  reader: ReturnType<typeof readerOf> | null;
};

/** The manifests for k6-operator of a plan that a cluster can carry out. They hold no token. */
export function manifests(plan: ClusterPlan): Manifests | Refusal {
  const refusal = refusalOf(plan);
  if (refusal !== null) return refusal;
  const { claim } = plan;
  return {
    kind: 'made',
    configMap: configMapOf(plan),
    testRun: testRunOf(plan),
    reader: claim === undefined ? null : readerOf(plan, claim),
  };
}

function scriptMap({ name }: ClusterPlan): string {
  return `${name}-script`;
}

function configMapOf(plan: ClusterPlan) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata(plan, scriptMap(plan)), data: filesOf(plan) };
}

function testRunOf(plan: ClusterPlan) {
  return {
    apiVersion: 'k6.io/v1alpha1',
    kind: 'TestRun',
    metadata: metadata(plan, plan.name),
    spec: {
      parallelism: plan.runners,
      separate: plan.separate,
      script: { configMap: { name: scriptMap(plan), file: SCRIPT_FILE } },
      arguments: argumentsOf(plan).join(' '),
      runner: runnerOf(plan),
      initializer: initializerOf(plan),
      starter: { ...SAFE, securityContext: podSecurity, containerSecurityContext: containerSecurity },
      // No cleanup: it would take the pods away, and their logs, as soon as they have ended.
    },
  };
}

/**
 * The operator hands these, but for `--out`, to `k6 archive` too; it knows that flag only when its value is an argument
 * of its own. What needs all samples in memory is off: thresholds and the summary.
 */
function argumentsOf({ output, claim }: ClusterPlan): string[] {
  const name = output === 'extension' ? 'sendproof' : 'json';
  // Kubernetes puts the variable's value in place of $(…).
  const place = claim === undefined ? '-' : `${RESULTS}/$(${RUNNER_VARIABLE}).jsonl`;
  return ['--no-thresholds', '--summary-mode=disabled', '--out', `${name}=${place}`];
}

/** Holds the pod's name: no two runners ever write to the same file. */
const RUNNER_VARIABLE = 'SENDPROOF_RUNNER';

/** Pods that know nothing of the cluster. */
const SAFE = { automountServiceAccountToken: 'false' };

const K6_VARIABLES = [
  { name: 'K6_NO_USAGE_REPORT', value: 'true' },
  { name: 'K6_AUTO_EXTENSION_RESOLUTION', value: 'false' },
];

function settingsVariable(plan: ClusterPlan) {
  return {
    name: SETTINGS_VARIABLE,
    valueFrom: { configMapKeyRef: { name: scriptMap(plan), key: SETTINGS_FILE } },
  };
}

function runnerOf(plan: ClusterPlan) {
  const { image, claim, secret, resources, settings } = plan;
  const results = claim === undefined ? [] : [{ name: 'results', persistentVolumeClaim: { claimName: claim } }];
  const tokens = tokenVariables(settings).map((name) => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key: name } },
  }));
  return {
    ...SAFE,
    image,
    securityContext: podSecurity,
    containerSecurityContext: containerSecurity,
    resources: resourcesOf(resources),
    env: [
      ...K6_VARIABLES,
      settingsVariable(plan),
      ...tokens,
      { name: RUNNER_VARIABLE, valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    ],
    volumes: [SCRATCH.volume, ...results],
    volumeMounts: [SCRATCH.mount, ...results.map(({ name }) => ({ name, mountPath: RESULTS }))],
  };
}

/**
 * Checks the script before any runner starts. It needs no token to do so and gets none: the operator would put it on
 * the command line of `k6 archive`.
 */
function initializerOf(plan: ClusterPlan) {
  return {
    ...SAFE,
    image: plan.image,
    securityContext: podSecurity,
    containerSecurityContext: containerSecurity,
    resources: resourcesOf(plan.resources),
    env: [...K6_VARIABLES, settingsVariable(plan)],
    volumes: [SCRATCH.volume],
    volumeMounts: [SCRATCH.mount],
  };
}
