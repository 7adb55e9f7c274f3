import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from '../../contracts/cases/case.ts';
import { casesOf } from '../../contracts/cases/catalogue.ts';
import { type Contract, readContract } from '../../contracts/clauses/contract.ts';
import { ContractError } from '../../contracts/clauses/document.ts';
import { type Target, targetOf } from '../../contracts/target/profile.ts';
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
export function loadTarget(io: Io, path: string): Target {
  const file = fromUser(io, path);
  const checked = targetOf(parse(file, read(file)), io.env);
  if ('target' in checked) return checked.target;
  const list = checked.problems.map(({ pointer, message }) => `  ${pointer} ${message}`).join('\n');
  throw misuse(
    `${path} is not a valid profile:\n${list}`,
    'The form is in contracts/target/profile.schema.json; README.md has an example.',
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw misuse(
      `the profile ${file} cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`,
      'Give --target the path of a profile.',
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
  // A set grows while it is walked: the controls of controls come along.
  for (const id of chosen) for (const control of byId.get(id)?.controls ?? []) chosen.add(control);
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
