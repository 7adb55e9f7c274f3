import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { execaSync } from 'execa';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import actionSchema from './testing/github-action.schema.json' with { type: 'json' };
import gitlabSchema from './testing/gitlab-ci.schema.json' with { type: 'json' };

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = { action: ajv.compile(actionSchema), gitlab: ajv.compile(gitlabSchema) };
const problemsOf = (kind: keyof typeof validators, document: unknown): string[] => {
  const validate = validators[kind];
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const action = parse(read('action.yml'));
const template = parse(read('scripts/ci/gitlab.yml'))['.sendproof'];
const snippets = [...read('docs/ci.md').matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => text);
const workflows = snippets.filter((text) => text.includes('runs-on:'));

/** The steps of the action as a job, whose expressions a linter of workflows then knows the inputs of. */
const actionAsWorkflow = (steps: unknown[]): string => {
  const inputs = Object.keys(action.inputs).map((name) => [name, { type: 'string', default: '' }]);
  return stringify({
    on: { workflow_call: { inputs: Object.fromEntries(inputs) } },
    jobs: { sendproof: { 'runs-on': 'ubuntu-latest', steps } },
  });
};

const go = execaSync('go', ['version'], { reject: false });

/** What actionlint says of a workflow. It is built once, and then lies in Go's cache. */
const lint = (workflow: string): string => {
  const argv = ['tool', 'actionlint', '-no-color', '-oneline', '-shellcheck=', '-pyflakes=', '-'];
  const { exitCode, stdout, stderr } = execaSync('go', argv, {
    cwd: join(import.meta.dirname, 'testing/actionlint'),
    env: { GOWORK: 'off', CGO_ENABLED: '0' },
    input: workflow,
    reject: false,
  });
  // What Go downloads it says on standard error; without a finding there is no other reason to fail.
  if (exitCode !== 0 && stdout === '') throw new Error(`actionlint did not run: ${stderr}`);
  return stdout;
};

describe('the action', () => {
  test('has the form that is published for actions', () => {
    expect(problemsOf('action', action)).toEqual([]);
    expect(problemsOf('action', { ...action, runs: { ...action.runs, using: 'compost' } })).not.toEqual([]);
  });

  test('documents all of its inputs', () => {
    const documented = Object.keys(action.inputs).filter((name) => !read('docs/ci.md').includes(`\`${name}\``));
    expect(documented).toEqual([]);
  });

  test.runIf(go.exitCode === 0)('has steps in which actionlint finds nothing', { timeout: 300_000 }, () => {
    expect(lint(actionAsWorkflow(action.runs.steps))).toBe('');
    const wrong = { name: 'Say', if: "inputs.contrakt == ''", run: 'true' };
    expect(lint(actionAsWorkflow([...action.runs.steps, wrong]))).toContain('contrakt');
  });
});

describe('the workflows of the documentation', () => {
  test('are there', () => expect(workflows.length).toBe(2));

  test.runIf(go.exitCode === 0).each(workflows)('are such that actionlint finds nothing: %#', (workflow) => {
    expect(lint(workflow)).toBe('');
    expect(lint(workflow.replace('runs-on', 'runs-in'))).not.toBe('');
  });

  test('give the action inputs that it has', () => {
    const given = workflows
      .flatMap((text) => parse(text).jobs.contract.steps)
      .filter(({ uses }) => uses?.startsWith('OWNER/sendproof@'))
      .flatMap((step) => Object.keys(step.with));
    expect(given).toContain('baseline');
    expect(given.filter((name) => !(name in action.inputs))).toEqual([]);
  });
});

describe('the template for GitLab', () => {
  // A job whose name begins with a dot may hold anything; as the job that extends it, it may not.
  test('has the form that GitLab publishes', () => {
    expect(problemsOf('gitlab', { sendproof: template })).toEqual([]);
    const wrong = { ...template, artifacts: { ...template.artifacts, when: 'sometimes' } };
    expect(problemsOf('gitlab', { sendproof: wrong })).not.toEqual([]);
  });

  test('and so has the job of the documentation, which sets variables that the template has', () => {
    const [snippet = ''] = snippets.filter((text) => text.includes('extends: .sendproof'));
    const job = parse(snippet);
    expect(problemsOf('gitlab', job)).toEqual([]);
    expect(Object.keys(template.variables)).toEqual(expect.arrayContaining(Object.keys(job.sendproof.variables)));
  });
});
