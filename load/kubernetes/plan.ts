import type { PortableSettings } from './portable.ts';

/** k6 without our output; the version that load/k6/go.mod pins. */
export const STOCK_IMAGE = 'grafana/k6:1.8.1';

/** What is to run in a cluster, and how. */
export type ClusterPlan = {
  /** Of the TestRun and of what belongs to it. */
  name: string;
  /** Undefined: the namespace of kubectl's context. */
  namespace?: string | undefined;
  /** How many k6 share the load: each sends its part of every second's requests. */
  runners: number;
  image: string;
  /** Whether the image is one built from our Dockerfile, or k6 as it is. */
  output: 'extension' | 'stock';
  /** A Secret of the user's, whose keys are the variables that hold tokens. */
  secret: string;
  /** A PersistentVolumeClaim of the user's for results; undefined: they go to the pods' logs. */
  claim?: string | undefined;
  /** Of each runner, as Kubernetes writes quantities: `1`, `512Mi`. */
  resources: { cpu: string; memory: string };
  /** Whether each runner must have a node to itself. */
  separate: boolean;
  /** The bundled scenarios, as they run on k6. */
  code: string;
  settings: PortableSettings;
};

/** What a user need not say. */
export const DEFAULTS = {
  name: 'sendproof',
  runners: 1,
  image: STOCK_IMAGE,
  output: 'stock',
  secret: 'sendproof-tokens',
  resources: { cpu: '1', memory: '1Gi' },
  separate: false,
} satisfies Partial<ClusterPlan>;

/** Keys of the ConfigMap. */
export const SCRIPT_FILE = 'sendproof.js';
export const SETTINGS_FILE = 'settings.json';

/** Files of the ConfigMap by name. */
export function filesOf({ code, settings }: Pick<ClusterPlan, 'code' | 'settings'>): Record<string, string> {
  return { [SCRIPT_FILE]: code, [SETTINGS_FILE]: JSON.stringify(settings) };
}
