import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { execa } from 'execa';
import { parse } from 'yaml';
import { directory } from '../../testing/cli.ts';

const root = join(import.meta.dirname, '../../..');

type Step = {
  name: string;
  id?: string;
  if?: string;
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, string | boolean>;
  'working-directory'?: string;
};
type Action = {
  inputs: Record<string, { default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { steps: Step[] };
};

/** For tests: what became of one step: run with an exit code, left out, or another action with what it was given. */
export type StepResult =
  | { name: string; kind: 'run'; code: number }
  | { name: string; kind: 'skipped' }
  | { name: string; kind: 'used'; with: Record<string, string> };

export type ActionResult = {
  /** Of the first step that failed: what the job ends with. */
  code: number;
  steps: StepResult[];
  outputs: Record<string, string>;
  log: string;
  summary: string;
};

/** The action of this project, as a runner of GitHub runs it: its own steps in a shell, those of others only noted. */
export async function runAction(wish: {
  inputs: Record<string, string>;
  workspace: string;
  env: Record<string, string>;
  event: object;
}): Promise<ActionResult> {
  const action: Action = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const temp = directory();
  const file = (name: string, text = ''): string => {
    writeFileSync(join(temp, name), text);
    return join(temp, name);
  };
  const summary = file('summary');
  const inherited = {
    ...wish.env,
    PATH: `${packagesInstalled(temp)}:${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: temp,
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION_PATH: checkedOut(temp),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(wish.event)),
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temp,
  };
  const github = { token: wish.env.TOKEN_OF_THE_JOB ?? '' };
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: usual = '' }]) => [
      name,
      wish.inputs[name] ?? filled(usual, { github }),
    ]),
  );
  const outputs: Record<string, { outputs: Record<string, string> }> = {};
  const context = () => ({ inputs, steps: outputs, github, runner: { os: 'Linux', arch: 'X64' } });
  const steps: StepResult[] = [];
  let [code, log] = [0, ''];
  for (const step of action.runs.steps) {
    const { name } = step;
    if (!isDue(step.if, context(), code === 0)) steps.push({ name, kind: 'skipped' });
    else if (step.run === undefined) {
      const given = Object.entries(step.with ?? {}).map(([key, value]) => [key, filled(String(value), context())]);
      steps.push({ name, kind: 'used', with: Object.fromEntries(given) });
    } else {
      const output = file('output');
      const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, context())]);
      // What a person or a document says must reach a shell as a variable, never as a part of its script.
      if (step.run.includes('${{')) throw new Error(`the script of "${name}" holds an expression`);
      const ended = await execa('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
        cwd: join(wish.workspace, filled(step['working-directory'] ?? '.', context())),
        env: { ...inherited, ...Object.fromEntries(own), GITHUB_OUTPUT: output },
        extendEnv: false,
        reject: false,
        all: true,
      });
      log += `${ended.all}\n`;
      const result = ended.exitCode ?? -1;
      steps.push({ name, kind: 'run', code: result });
      if (code === 0) code = result;
      const said = [...readFileSync(output, 'utf8').matchAll(/^(\w+)=(.*)$/gm)];
      if (step.id !== undefined)
        outputs[step.id] = { outputs: Object.fromEntries(said.map(([, key, value]) => [key, value])) };
    }
  }
  const told = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, context())]);
  return { code, steps, outputs: Object.fromEntries(told), log, summary: readFileSync(summary, 'utf8') };
}

/** Where the action lies: all but the packages, which nothing here may install anew. */
function checkedOut(temp: string): string {
  const path = join(temp, 'action');
  mkdirSync(path);
  for (const name of readdirSync(root)) if (name !== 'node_modules') symlinkSync(join(root, name), join(path, name));
  return path;
}

/** A directory with an `npm` that has nothing to do. */
function packagesInstalled(temp: string): string {
  const path = join(temp, 'bin');
  mkdirSync(path);
  writeFileSync(join(path, 'npm'), '#!/bin/sh\necho "npm $*"\n', { mode: 0o755 });
  return path;
}

/** A text with its expressions replaced by what they come to. */
const filled = (text: string, context: object): string =>
  text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression, context, true).coerceString());

function isDue(condition: string | undefined, context: object, isGreen: boolean): boolean {
  const expression = (condition ?? 'success()').replace(/^\$\{\{(.*)\}\}$/s, '$1');
  // A condition that does not ask how the job stands holds only while it stands well.
  const asks = /\b(success|failure|always|cancelled)\(\)/.test(expression);
  const result = evaluate(expression, context, isGreen).coerceString();
  return result !== 'false' && result !== '' && (asks || isGreen);
}

function evaluate(expression: string, context: object, isGreen: boolean): data.ExpressionData {
  const status = { success: isGreen, failure: !isGreen, always: true, cancelled: false };
  const functions = Object.entries(status).map(([name, holds]) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(holds),
  }));
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(context), functions);
  const values = Object.entries(context).map(([key, value]) => ({
    key,
    value: JSON.parse(JSON.stringify(value), data.reviver),
  }));
  const known = new Map(functions.map((one) => [one.name, one]));
  return new Evaluator(parser.parse(), new data.Dictionary(...values), known).evaluate();
}
