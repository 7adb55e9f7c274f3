import type { ClusterPlan } from './plan.ts';

/** The user of k6's own images. Any other would do. */
const USER = 12345;

/** What the strictest of Kubernetes' pod security standards, "restricted", asks of a pod. */
export const podSecurity = {
  runAsNonRoot: true,
  runAsUser: USER,
  runAsGroup: USER,
  // So that it may write to a volume.
  fsGroup: USER,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** And of each container; beyond that, nothing of its image can be changed. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** The one place where a pod may write that has no volume: the initializer archives the script there. */
export const SCRATCH = {
  volume: { name: 'scratch', emptyDir: { sizeLimit: '64Mi' } },
  mount: { name: 'scratch', mountPath: '/tmp' },
};

/** Where the volume for results is to be found. */
export const RESULTS = '/results';

/** No limit on the CPU: a runner that is held back would show its own waiting as the target's latency. */
export function resourcesOf(requests: ClusterPlan['resources']) {
  return { requests, limits: { memory: requests.memory } };
}

export function metadata({ namespace }: ClusterPlan, name: string) {
  const labels = { 'app.kubernetes.io/name': 'sendproof' };
  return namespace === undefined ? { name, labels } : { name, namespace, labels };
}
