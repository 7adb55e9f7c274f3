// Makes dist/: the same folders in JavaScript, since Node strips no types inside node_modules. npm runs it before it packs.
import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, matchesGlob } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** What is read as it is at run time: documents, schemas, what Go compiles, what esbuild bundles for k6. */
const data = [
  'contracts/*.json',
  'contracts/pacts/*.json',
  '{contracts,load,reports}/**/*.schema.json',
  'contracts/**/*.cjs',
  'load/k6/**/{go.mod,go.sum,*.go}',
  'load/kubernetes/Dockerfile',
  'load/scenarios/**/*.{ts,js,json}',
];
const notData = ['**/testing/**', '**/*_test.go', '**/*.test.ts'];

/** What other projects import. */
const entry = join(root, 'scripts/vitest/index.ts');

rmSync(dist, { recursive: true, force: true });
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile).config,
  ts.sys,
  root,
);
const program = ts.createProgram(fileNames, options);
program.emit();
// Of the entry and what it names alone: TypeScript takes minutes and gigabytes to write down the types of everything.
const typed = ts.createProgram(fileNames, { ...options, declaration: true }, undefined, program);
for (const file of declared(entry)) typed.emit(typed.getSourceFile(file), undefined, undefined, true);
for (const file of globSync(data, { cwd: root })) {
  if (notData.some((pattern) => matchesGlob(file, pattern))) continue;
  mkdirSync(dirname(join(dist, file)), { recursive: true });
  copyFileSync(join(root, file), join(dist, file));
}

/** A file and all that its declarations import. */
function declared(file: string, known: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  if (known.has(file)) return known;
  let text = '';
  typed.emit(
    typed.getSourceFile(file),
    (_, written) => {
      text = written;
    },
    undefined,
    true,
  );
  return [...text.matchAll(/from '(\..+?\.ts)'/g)].reduce<ReadonlySet<string>>(
    (all, [, path = '']) => declared(join(dirname(file), path), all),
    new Set([...known, file]),
  );
}
