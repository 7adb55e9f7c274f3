import { isLoopback } from '../../contracts/target/profile.ts';
import { SETTINGS_VARIABLE } from '../scenarios/settings.ts';
import { type ClusterPlan, filesOf, SETTINGS_FILE } from './plan.ts';
import { type PortableSettings, tokenVariables } from './portable.ts';

/** Why a plan can't be carried out in a cluster, and what to do. */
export type Refusal = { kind: 'refused'; why: string; hint: string };

/** Bytes that a ConfigMap may hold, keys and values. */
const CONFIG_MAP = 1_048_576;
/** Bytes of one environment variable on Linux, with its name and the zero at its end. */
const VARIABLE = 131_072;
/** Bytes of a container's log that a kubelet keeps in one file by default: kubectl shows no more than that. */
const LOG = 10_485_760;

/** Of one runner: lines come each second, and ids with each request. Measured, rounded up. */
const BYTES_A_SECOND = 4000;
const BYTES_A_REQUEST = 45;
/** k6 itself writes every sample. */
const STOCK_BYTES_A_REQUEST = 3600;

/** The first reason why this can't be run as it is; null when there is none. */
export function refusalOf(plan: ClusterPlan): Refusal | null {
  return (
    nameRefusal(plan) ?? shareRefusal(plan) ?? tokenRefusal(plan.settings) ?? sizeRefusal(plan) ?? logRefusal(plan)
  );
}

function refused(why: string, hint: string): Refusal {
  return { kind: 'refused', why, hint };
}

/** Jobs, services and host names are made of it by adding up to 20 characters, to at most 63. */
const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function nameRefusal({ name, namespace, secret, claim, image, resources }: ClusterPlan): Refusal | null {
  const checks: [string, string | undefined, RegExp, string][] = [
    ['name', name, NAME, 'at most 40 lower-case letters, digits and hyphens, a letter first'],
    ['namespace', namespace, LABEL, 'at most 63 lower-case letters, digits and hyphens'],
    ['Secret', secret, SUBDOMAIN, 'lower-case letters, digits, hyphens and dots'],
    ['claim', claim, SUBDOMAIN, 'lower-case letters, digits, hyphens and dots'],
    ['image', image, /^[^\s$]+$/, 'a name and a tag without blanks, such as grafana/k6:1.8.1'],
    ['CPU', resources.cpu, /^\d+(\.\d+|m)?$/, 'a number of cores, such as 2 or 500m'],
    ['memory', resources.memory, /^\d+[KMGT]i?$/, 'a number of bytes, such as 512Mi'],
  ];
  const bad = checks.find(([, value, pattern]) => value !== undefined && !pattern.test(value));
  return bad === undefined ? null : refused(`the ${bad[0]} ${JSON.stringify(bad[1])} is none in Kubernetes`, bad[3]);
}

function shareRefusal({ runners, settings: { model, baseUrl } }: ClusterPlan): Refusal | null {
  if (isLoopback(baseUrl)) {
    return refused(
      `${baseUrl} is, inside of a pod, the pod itself`,
      'give the address by which the cluster reaches it',
    );
  }
  const fewest = model.kind === 'closed' ? model.vus : Math.min(...model.stages.map(({ vus }) => vus.most));
  if (Number.isInteger(runners) && runners >= 1 && runners <= fewest) return null;
  return refused(`${runners} runners can't share ${fewest} virtual users`, `take 1 to ${fewest} runners, or more load`);
}

/** What k6, the shell or our own manifests already mean something by. */
const TAKEN = /^(K6_.*|SENDPROOF_(LOAD|RUNNER)|PATH|HOME)$/;

function tokenRefusal(settings: PortableSettings): Refusal | null {
  const bad = tokenVariables(settings).find((name) => !/^[A-Za-z_]\w*$/.test(name) || TAKEN.test(name));
  if (bad === undefined) return null;
  return refused(`a pod can't have a token in a variable called ${bad}`, 'name another variable in the profile');
}

function sizeRefusal(plan: ClusterPlan): Refusal | null {
  const files = Object.entries(filesOf(plan));
  const bytes = files.reduce((sum, [name, text]) => sum + Buffer.byteLength(name) + Buffer.byteLength(text), 0);
  if (bytes > CONFIG_MAP) {
    return refused(`script and settings are ${bytes} bytes, and a ConfigMap holds ${CONFIG_MAP}`, 'use fewer threads');
  }
  const variable = Buffer.byteLength(`${SETTINGS_VARIABLE}=${filesOf(plan)[SETTINGS_FILE]}`) + 1;
  if (variable <= VARIABLE) return null;
  return refused(`the settings are ${variable} bytes, and a variable holds ${VARIABLE}`, 'use fewer threads or stages');
}

function logRefusal(plan: ClusterPlan): Refusal | null {
  const bytes = logBytes(plan);
  if (plan.claim !== undefined || bytes <= LOG) return null;
  const hint =
    'name a PersistentVolumeClaim for the results, or take more runners' +
    (plan.output === 'stock' ? ', or an image with our own output' : '');
  return refused(`each runner would log about ${(bytes / 1e6).toFixed(0)} MB, of which a cluster keeps 10`, hint);
}

/** About how many bytes each runner writes. */
export function logBytes({ settings: { model }, runners, output }: ClusterPlan): number {
  const [seconds, requests] =
    model.kind === 'closed'
      ? [model.seconds, model.requests]
      : [sum(model.stages.map((stage) => stage.seconds)), sum(model.stages.map((stage) => stage.requests))];
  const each = requests / runners;
  return output === 'stock' ? each * STOCK_BYTES_A_REQUEST : seconds * BYTES_A_SECOND + each * BYTES_A_REQUEST;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
