import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunRecord } from '../../reports/record/record.ts';
import { directory, profileFile, sendproof } from './cli.ts';

/** A project with a document in it, and a target. */
export async function project(text: string, server: { profile: unknown; env: Record<string, string> }) {
  const cwd = directory();
  mkdirSync(join(cwd, 'api'));
  writeFileSync(join(cwd, 'api/openapi.json'), text);
  const profile = profileFile(server.profile);
  const run = (argv: string[]) => sendproof(argv, { cwd, env: { ...server.env, PATH: process.env.PATH ?? '' } });
  const contract = (out: string, ...more: string[]) =>
    run(['contract', '--target', profile, '--out', out, '--engine', 'probe', '--quiet', ...more]);
  const record = (out: string): RunRecord => JSON.parse(readFileSync(join(cwd, out, 'record.json'), 'utf8'));
  return { cwd, profile, run, contract, record };
}
