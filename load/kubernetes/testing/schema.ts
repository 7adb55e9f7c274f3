import { Ajv } from 'ajv';
import testRun from './testrun.schema.json' with { type: 'json' };

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

const METADATA = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$', maxLength: 253 },
    namespace: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
    labels: { type: 'object', additionalProperties: { type: 'string', maxLength: 63 } },
  },
};

/**
 * For tests: the schema of k6-operator's own definition, closed: a cluster drops what it does not name, without a word.
 * The definition leaves `metadata` to Kubernetes.
 */
const closedTestRun = closed({
  ...testRun,
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    ...testRun.properties,
    apiVersion: { const: 'k6.io/v1alpha1' },
    kind: { const: 'TestRun' },
    metadata: METADATA,
  },
});

const { securityContext, containerSecurityContext, resources, volumes, volumeMounts } =
  testRun.properties.spec.properties.runner.properties;

/** Of a pod only what we use: the operator's definition holds the same parts. */
const closedPod = closed({
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'spec'],
  properties: {
    apiVersion: { const: 'v1' },
    kind: { const: 'Pod' },
    metadata: METADATA,
    spec: {
      type: 'object',
      required: ['containers'],
      properties: {
        restartPolicy: { enum: ['Always', 'OnFailure', 'Never'] },
        automountServiceAccountToken: { type: 'boolean' },
        securityContext,
        volumes,
        containers: {
          type: 'array',
          items: {
            type: 'object',
            required: ['name', 'image'],
            properties: {
              name: { type: 'string' },
              image: { type: 'string' },
              command: { type: 'array', items: { type: 'string' } },
              securityContext: containerSecurityContext,
              resources,
              volumeMounts,
            },
          },
        },
      },
    },
  },
});

const closedConfigMap = closed({
  type: 'object',
  required: ['apiVersion', 'kind', 'metadata', 'data'],
  properties: {
    apiVersion: { const: 'v1' },
    kind: { const: 'ConfigMap' },
    metadata: METADATA,
    data: {
      type: 'object',
      propertyNames: { pattern: '^[-._a-zA-Z0-9]+$', maxLength: 253 },
      additionalProperties: { type: 'string' },
    },
  },
});

const validators = {
  TestRun: ajv.compile(closedTestRun),
  Pod: ajv.compile(closedPod),
  ConfigMap: ajv.compile(closedConfigMap),
};

/** For tests: what a cluster would refuse of a manifest, or drop; empty when nothing. */
export function problemsOf(kind: keyof typeof validators, manifest: unknown): string[] {
  const validate = validators[kind];
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    `${instancePath} ${message} ${params.additionalProperty ?? ''}`.trim(),
  );
}

/** The same schema, in which an object may hold nothing that it does not name. */
function closed(schema: object): object {
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closedPart(value)]));
  const names = 'properties' in inner && !('additionalProperties' in inner);
  const open = inner['x-kubernetes-preserve-unknown-fields'] === true;
  return names && !open ? { ...inner, additionalProperties: false } : inner;
}

function closedPart(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closedPart);
  return typeof part === 'object' && part !== null ? closed(part) : part;
}
