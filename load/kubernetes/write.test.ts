import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { fakeProgram } from '../k6/testing/fakes.ts';
import { manifests } from './manifests.ts';
import type { ClusterPlan } from './plan.ts';
import { OTHER_TOKEN, planWith, TOKEN } from './testing/plans.ts';
import { manifestFiles, secretCommand } from './write.ts';

function filesWith(changes: Partial<ClusterPlan>) {
  const made = manifests(planWith(changes));
  if (made.kind === 'refused') throw new Error(made.why);
  return { made, files: manifestFiles(made) };
}

const documents = (text = '') => parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS());

test('what is written is what was made, and needs nothing but YAML', () => {
  const { made, files } = filesWith({ claim: 'results' });
  expect(files.map(({ name }) => name)).toEqual(['testrun.yaml', 'results.yaml', 'sendproof.js', 'settings.json']);
  expect(documents(files[0]?.text)).toEqual([made.configMap, made.testRun]);
  expect(documents(files[1]?.text)).toEqual([made.reader]);
  expect(files.slice(2).map(({ text }) => text)).toEqual(Object.values(made.configMap.data));
  for (const { text } of files) expect(text).not.toMatch(/[&*]a\d/);
});

test('without a volume there is nothing to read one', () => {
  expect(filesWith({}).files.map(({ name }) => name)).toEqual(['testrun.yaml', 'sendproof.js', 'settings.json']);
});

test('whatever a script holds comes back as it was', () => {
  const code = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({
      unit: fc.constantFrom('\n', '\r', '\t', ' ', '#', ':', "'", '"', '\\', '---', '\u2028', '\u0085', 'x'),
    }),
  );
  fc.assert(
    fc.property(code, (text) => {
      const { made, files } = filesWith({ code: text });
      expect(documents(files[0]?.text)[0]).toEqual(made.configMap);
    }),
  );
});

test('what YAML 1.1 takes for a truth or a number stays text', () => {
  const [file] = filesWith({ name: 'on', secret: 'yes', resources: { cpu: '1', memory: '1Gi' } }).files;
  expect(file?.text).toContain('name: "on"');
  expect(file?.text).toContain('name: "yes"');
  expect(file?.text).toContain('cpu: "1"');
  expect(file?.text).toContain('automountServiceAccountToken: "false"');
});

test('the command for the Secret hands each token on, and none is an argument of a program', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'sendproof-kubectl-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const kubectl = await fakeProgram(join(directory, 'kubectl'), 'echo "$@" > "$0.args"; cat > "$0.stdin"');
  const { settings } = planWith();
  const command = secretCommand(settings, { secret: 'acme', namespace: 'load' });
  const env = { PATH: `${directory}:/usr/bin:/bin`, ACME_TOKEN: TOKEN, ACME_TOKEN_BARE: OTHER_TOKEN };
  execFileSync('sh', ['-c', command], { env });
  expect(readFileSync(`${kubectl}.stdin`, 'utf8')).toBe(`ACME_TOKEN=${TOKEN}\nACME_TOKEN_BARE=${OTHER_TOKEN}\n`);
  expect(readFileSync(`${kubectl}.args`, 'utf8')).toBe(
    'create secret generic acme --namespace load --from-env-file=/dev/stdin\n',
  );
  expect(secretCommand(settings, { secret: 'acme' })).not.toContain('--namespace');
});
