import type { ClusterPlan } from './plan.ts';
import { containerSecurity, metadata, podSecurity, RESULTS, resourcesOf } from './pod.ts';

/** A pod in which the files of the runners can be read from their volume. */
export function readerOf(plan: ClusterPlan, claim: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: metadata(plan, `${plan.name}-results`),
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: podSecurity,
      containers: [
        {
          name: 'reader',
          image: plan.image,
          // An hour to copy them; then it ends by itself.
          command: ['sleep', '3600'],
          securityContext: containerSecurity,
          resources: resourcesOf({ cpu: '50m', memory: '64Mi' }),
          volumeMounts: [{ name: 'results', mountPath: RESULTS, readOnly: true }],
        },
      ],
      volumes: [{ name: 'results', persistentVolumeClaim: { claimName: claim } }],
    },
  };
}
