import { stringify } from 'yaml';
import type { Manifests } from './manifests.ts';
import { type PortableSettings, tokenVariables } from './portable.ts';

/**
 * The files to write, by name: `testrun.yaml` to start the load; with a volume `results.yaml` to read it; and script and
 * settings by themselves, without which nobody could say later what the runners were to do.
 */
export function manifestFiles({ configMap, testRun, reader }: Manifests): { name: string; text: string }[] {
  return [
    { name: 'testrun.yaml', text: `${yaml(configMap)}---\n${yaml(testRun)}` },
    ...(reader === null ? [] : [{ name: 'results.yaml', text: yaml(reader) }]),
    ...Object.entries(configMap.data).map(([name, text]) => ({ name, text })),
  ];
}

/**
 * YAML 1.1, which Kubernetes reads: it takes an unquoted `yes` for a truth. Texts of several lines are quoted: as a block, one
 * of blanks alone would not come back as it was. Who wants to read the script has it in a file of its own.
 */
function yaml(manifest: object): string {
  return stringify(manifest, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false, blockQuote: false });
}

/**
 * The command that makes the Secret out of the variables that the profile names. `printf` is the shell's own: no token
 * is ever an argument of a program, where every user of the machine could read it.
 */
export function secretCommand(
  settings: PortableSettings,
  { secret, namespace }: { secret: string; namespace?: string | undefined },
): string {
  const names = tokenVariables(settings);
  const lines = names.map(() => '%s\\n').join('');
  const values = names.map((name) => `"${name}=$${name}"`).join(' ');
  const where = namespace === undefined ? '' : ` --namespace ${namespace}`;
  return `printf '${lines}' ${values} | kubectl create secret generic ${secret}${where} --from-env-file=/dev/stdin`;
}
