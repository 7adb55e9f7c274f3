import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../../contracts/cases/case.ts';
import { casesOf } from '../../contracts/cases/catalogue.ts';
import { type Contract, readContract } from '../../contracts/clauses/contract.ts';
import { ContractError } from '../../contracts/clauses/contract-error.ts';
import { type Target, targetOf } from '../../contracts/target/profile.ts';
import { checkLoadSettings, type LoadSettings } from '../../load/wish.ts';
import type { ChangeWaiver, Waiver } from '../../reports/record/waivers/waiver.ts';
import { misuse } from './errors.ts';
import { fromUser, type Io, root } from './io.ts';

/** The contract document that comes with the project. */
export const contractFile = join(root, 'contracts/openapi-v2.json');

export function loadContract(): Contract {
  try {
    return readContract(readFileSync(contractFile, 'utf8'));
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misuse(`${contractFile}: ${error.message}`, 'Put the contract document back as it was.');
  }
}

/** Reads and checks a profile; throws misuse that lists all that is wrong with it. */
export function loadTarget(io: Io, path: string, option = '--target'): Target {
  const file = fromUser(io, path);
  return checkedTarget(readJson(file, 'the profile', option), io.env, path);
}

/** The target of a profile; throws misuse that lists all that is wrong with it, by the name that the user knows it by. */
export function checkedTarget(profile: unknown, env: Io['env'], name: string): Target {
  const checked = targetOf(profile, env);
  if ('target' in checked) return checked.target;
  throw misuse(
    `${name} is not a valid profile:\n${listOf(checked.problems)}`,
    'README.md has an example; "npx sendproof init" writes one by asking.',
  );
}

/** Reads and checks a file of waivers, if there is one; throws misuse that lists all that is wrong with it. */
export async function loadWaivers(
  io: Io,
  path: string | undefined,
  contract: Contract,
): Promise<readonly Waiver[] | undefined> {
  if (path === undefined) return undefined;
  const file = fromUser(io, path);
  const waivers = readJson(file, 'the file of waivers', '--waivers');
  // Loaded here: a run without waivers should not pay for it.
  const { checkWaivers } = await import('../../reports/record/waivers/check.ts');
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
  // A run of some cases is not asked to know less: what it does not test may be waived all the same.
  const checked = checkWaivers(waivers, { clause: ids(contract.clauses), case: ids(casesOf(contract)) });
  if ('waivers' in checked) return checked.waivers;
  throw misuse(
    `${path} is not a valid file of waivers:\n${listOf(checked.problems)}`,
    '"sendproof plan" lists all clauses and cases; docs/waivers.md has an example.',
  );
}

/** The changes that a file of waivers takes, if there is one; throws misuse that lists all that is wrong with it. */
export async function changeWaivers(io: Io, path: string | undefined): Promise<readonly ChangeWaiver[]> {
  if (path === undefined) return [];
  const { checkWaivers } = await import('../../reports/record/waivers/check.ts');
  const checked = checkWaivers(readJson(fromUser(io, path), 'the file of waivers', '--waivers'), null);
  if ('changes' in checked) return checked.changes;
  throw misuse(
    `${path} is not a valid file of waivers:\n${listOf(checked.problems)}`,
    '"sendproof diff --json" gives waivers for all changes as "toWaive"; docs/waivers.md has an example.',
  );
}

/** Reads and checks the settings of load, if there are some; throws misuse that lists all that is wrong with them. */
export function loadLoadSettings(io: Io, path: string | undefined): LoadSettings {
  if (path === undefined) return {};
  const file = fromUser(io, path);
  const checked = checkLoadSettings(readJson(file, 'the settings of load', '--settings'));
  if ('settings' in checked) return checked.settings;
  throw misuse(
    `${path} is not a valid file of load settings:\n${listOf(checked.problems)}`,
    'The form is in load/settings.schema.json; docs/load.md has an example.',
  );
}

/** A file of JSON, unchecked; throws misuse when it cannot be read. */
export function readJson(file: string, what: string, option: string): unknown {
  return parse(file, read(file, what, option));
}

function listOf(problems: readonly { pointer: string; message: string }[]): string {
  return problems.map(({ pointer, message }) => `  ${pointer} ${message}`).join('\n');
}

function read(file: string, what: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw misuse(
      `${what} ${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`,
      `Give ${option} the path of a JSON file.`,
    );
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw misuse(
      `${file} is not JSON: ${error instanceof Error ? error.message : error}`,
      'Mend the file at that place.',
    );
  }
}

/** The cases whose id, or the id of a clause that they test, fits one of the globs; with the cases that control them. */
export function selectCases(contract: Contract, globs: readonly string[]): Case[] {
  const all = casesOf(contract);
  if (globs.length === 0) return all;
  const matchers = globs.map(matcher);
  const chosen = new Set(
    all.filter((one) => matchers.some((matches) => matches(one.id) || one.clauses.some(matches))).map(({ id }) => id),
  );
  const idle = globs.filter(
    (_, index) =>
      !all.some(({ id, clauses }) => matchers[index]?.(id) || clauses.some((clause) => matchers[index]?.(clause))),
  );
  if (idle.length > 0)
    throw misuse(
      `no case and no clause is called ${idle.join(', ')}`,
      '"sendproof plan" lists them; * stands for anything.',
    );
  const byId = new Map(all.map((one) => [one.id, one]));
  // A set grows while it is walked: the controls of controls come along, and what is sent before on the same connection.
  for (const id of chosen)
    for (const other of [...(byId.get(id)?.controls ?? []), ...(byId.get(id)?.after ?? [])]) chosen.add(other);
  return all.filter(({ id }) => chosen.has(id));
}

/** `*` stands for anything, also for nothing; every other character for itself. Brackets are common in ids. */
function matcher(glob: string): (text: string) => boolean {
  const pattern = glob
    .split('*')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  const expression = new RegExp(`^${pattern}$`);
  return (text) => expression.test(text);
}
