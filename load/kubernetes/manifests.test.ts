import { expect, test } from 'vitest';
import { type Manifests, manifests } from './manifests.ts';
import type { ClusterPlan } from './plan.ts';
import { OTHER_TOKEN, planWith, TOKEN } from './testing/plans.ts';
import { problemsOf } from './testing/schema.ts';

function made(changes: Partial<ClusterPlan> = {}): Manifests {
  const result = manifests(planWith(changes));
  if (result.kind === 'refused') throw new Error(result.why);
  return result;
}

const variants: [string, Partial<ClusterPlan>][] = [
  ['as little as can be said', {}],
  ['a namespace', { namespace: 'load' }],
  ['many runners, each on its own node', { runners: 40, separate: true }],
  ['k6 as it is', { output: 'stock', claim: 'results' }],
  ['a volume', { claim: 'results' }],
  ['an image of our own', { image: 'registry.acme.example:5000/sendproof-k6@sha256:abcdef' }],
  ['parts of a core', { resources: { cpu: '1500m', memory: '512Mi' } }],
];

test.each(variants)('%s: a cluster takes all of it, and drops nothing', (_, changes) => {
  const { configMap, testRun, reader } = made(changes);
  expect(problemsOf('TestRun', testRun)).toEqual([]);
  expect(problemsOf('ConfigMap', configMap)).toEqual([]);
  if (reader !== null) expect(problemsOf('Pod', reader)).toEqual([]);
});

test('the check itself sees what a cluster would refuse or drop', () => {
  const { testRun, configMap, reader } = made({ claim: 'results' });
  const { spec } = testRun;
  const bad: [unknown, RegExp][] = [
    [{ ...testRun, apiVersion: 'k6.io/v1' }, /apiVersion/],
    [{ ...testRun, spec: { ...spec, paralellism: 3 } }, /paralellism/],
    [{ ...testRun, spec: { ...spec, parallelism: '3' } }, /parallelism/],
    [{ ...testRun, spec: { ...spec, quiet: false } }, /quiet/],
    [{ ...testRun, spec: { ...spec, cleanup: 'always' } }, /cleanup/],
    [{ ...testRun, spec: { ...spec, script: { configmap: {} } } }, /configmap/],
    [{ ...testRun, spec: { ...spec, runner: { ...spec.runner, automountServiceAccountToken: false } } }, /automount/],
    [{ ...testRun, spec: { ...spec, runner: { ...spec.runner, env: [{ name: 'A', from: {} }] } } }, /from/],
    [{ ...testRun, spec: { parallelism: 1 } }, /script/],
  ];
  for (const [manifest, problem] of bad) {
    expect(problemsOf('TestRun', manifest)).toContainEqual(expect.stringMatching(problem));
  }
  expect(problemsOf('ConfigMap', { ...configMap, data: { 'a/b': 'x' } })).not.toEqual([]);
  expect(problemsOf('Pod', { ...reader, spec: { ...reader?.spec, volumes: [{ name: 'x', pvc: {} }] } })).not.toEqual(
    [],
  );
});

test('script and settings are in the ConfigMap that the TestRun names', () => {
  const { configMap, testRun } = made();
  expect(testRun.spec.script.configMap).toEqual({ name: configMap.metadata.name, file: 'sendproof.js' });
  expect(configMap.data['sendproof.js']).toBe('// script\n');
  expect(JSON.parse(configMap.data['settings.json'] ?? '')).toMatchObject({ scenario: 'average', control: null });
  for (const pod of [testRun.spec.runner, testRun.spec.initializer]) {
    expect(pod.env).toContainEqual({
      name: 'SENDPROOF_LOAD',
      valueFrom: { configMapKeyRef: { name: configMap.metadata.name, key: 'settings.json' } },
    });
  }
});

test('tokens come from a Secret, to runners only, and are nowhere else', () => {
  const all = made({ claim: 'results', secret: 'acme' });
  const { runner, initializer } = all.testRun.spec;
  const fromSecret = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'acme', key: name } } });
  expect(runner.env).toEqual(expect.arrayContaining([fromSecret('ACME_TOKEN'), fromSecret('ACME_TOKEN_BARE')]));
  expect(JSON.stringify(runner)).not.toContain('ACME_TOKEN_UNUSED');
  expect(JSON.stringify(initializer)).not.toContain('ACME_TOKEN');
  const text = JSON.stringify(all);
  for (const token of [TOKEN, OTHER_TOKEN]) expect(text).not.toContain(token);
});

test.each<[Partial<ClusterPlan>, string]>([
  [{}, '--out sendproof=-'],
  [{ output: 'stock', claim: 'c' }, '--out json=/results/$(SENDPROOF_RUNNER).jsonl'],
  [{ claim: 'c' }, '--out sendproof=/results/$(SENDPROOF_RUNNER).jsonl'],
])('%j: results go where they can be read', (changes, out) => {
  const { testRun, reader } = made(changes);
  const { runner } = testRun.spec;
  expect(testRun.spec.arguments).toMatch(/^--no-thresholds --summary-mode=disabled --out \S+$/);
  expect(testRun.spec.arguments).toContain(out);
  expect(runner.env).toContainEqual({
    name: 'SENDPROOF_RUNNER',
    valueFrom: { fieldRef: { fieldPath: 'metadata.name' } },
  });
  const volume = { name: 'results', persistentVolumeClaim: { claimName: 'c' } };
  if (changes.claim === undefined) {
    expect(runner.volumes).not.toContainEqual(expect.objectContaining({ name: 'results' }));
    expect(reader).toBeNull();
  } else {
    expect(runner.volumes).toContainEqual(volume);
    expect(runner.volumeMounts).toContainEqual({ name: 'results', mountPath: '/results' });
    expect(reader?.spec.volumes).toEqual([volume]);
  }
});

test('no pod is privileged, knows the cluster, or is taken away with its log', () => {
  const { testRun, reader } = made({ claim: 'results' });
  const { runner, initializer, starter } = testRun.spec;
  for (const pod of [runner, initializer, starter]) {
    expect(pod).toMatchObject({
      automountServiceAccountToken: 'false',
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
    });
  }
  expect(reader?.spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
  expect(testRun.spec).not.toHaveProperty('cleanup');
});

test('a runner has what it asks for, and is never held back', () => {
  const { runner } = made({ resources: { cpu: '2', memory: '3Gi' } }).testRun.spec;
  expect(runner.resources).toEqual({ requests: { cpu: '2', memory: '3Gi' }, limits: { memory: '3Gi' } });
});
