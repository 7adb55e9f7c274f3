import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { K6Output } from './k6/version.ts';
import { validatorSource } from './validator.ts';

export type Bundle = { kind: 'bundled'; code: string } | { kind: 'failed'; why: string };

const SCENARIOS = join(import.meta.dirname, 'scenarios');

/**
 * One file of JavaScript that k6 >= 1.0 runs: all scenarios with what they import, and in place of
 * `scenarios/generated/validator.js` a validator compiled from `contract` (an OpenAPI document as data). With `output`
 * "extension" it is faster, and runs on our own build of k6 only.
 */
export async function bundleScenarios(contract: unknown, output: K6Output = 'stream'): Promise<Bundle> {
  const validator = validatorSource(contract);
  if (validator.kind === 'failed') return validator;
  return bundleEntry(join(SCENARIOS, output === 'extension' ? 'run-fast.ts' : 'run.ts'), validator.code);
}

/** Bundles any entry file for k6, with `validator` as the text of the generated module. Exported for tests. */
export async function bundleEntry(entry: string, validator: string): Promise<Bundle> {
  try {
    const built = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      target: 'es2017',
      external: ['k6', 'k6/*'],
      legalComments: 'none',
      logLevel: 'silent',
      tsconfig: join(SCENARIOS, 'tsconfig.json'),
      plugins: [validatorPlugin(validator)],
    });
    const code = built.outputFiles[0]?.text;
    return code === undefined ? { kind: 'failed', why: 'esbuild wrote nothing' } : { kind: 'bundled', code };
  } catch (error) {
    return { kind: 'failed', why: `the scenario could not be bundled: ${String(error)}` };
  }
}

function validatorPlugin(code: string): Plugin {
  return {
    name: 'validator',
    setup(build) {
      // resolveDir: the generated code may require ajv's runtime, which lives in our node_modules.
      build.onLoad({ filter: /[\\/]generated[\\/]validator\.js$/ }, () => ({
        contents: code,
        loader: 'js',
        resolveDir: import.meta.dirname,
      }));
    },
  };
}
