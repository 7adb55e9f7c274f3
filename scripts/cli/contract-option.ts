import { existsSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { Option } from '@commander-js/extra-typings';
import { type Contract, readContract } from '../../contracts/clauses/contract.ts';
import { ContractError } from '../../contracts/clauses/contract-error.ts';
import { contractCopies } from '../../reports/record/contract-copy.ts';
import type { RunRecord } from '../../reports/record/record.ts';
import { misuse, noAnswer } from './errors.ts';
import { loadContract } from './inputs.ts';
import { fromUser, type Io } from './io.ts';
import { readVersion } from './revision.ts';

/** A document that the user gave: what reports call it, and its text. */
export type GivenDocument = { file: string; text: string };

/** The contract of a run, and its document where it is not the one that sendproof comes with. */
export type Chosen = { contract: Contract; document: GivenDocument | undefined };

export const contractOption = () =>
  new Option('--contract <file>', 'another version of the contract document (JSON or YAML), a file or git:REV:PATH');

/** The contract that the user gave, else the one that sendproof comes with. Throws misuse when it cannot be used. */
export async function chosenContract(io: Pick<Io, 'cwd' | 'signal'>, where: string | undefined): Promise<Chosen> {
  if (where === undefined) return { contract: loadContract(), document: undefined };
  const text = await readVersion(io, where);
  return { contract: usable(where, text), document: { file: nameFor(io, where), text } };
}

/** The contract of a run that was kept. There is no answer when its document is nowhere to be found. */
export function contractOfRun(directory: string, { contract: { sha256 } }: RunRecord): Contract {
  const own = loadContract();
  if (own.document.sha256 === sha256) return own;
  const copy = contractCopies.map((name) => join(directory, name)).find((file) => existsSync(file));
  const kept = copy === undefined ? undefined : usable(copy, readFileSync(copy, 'utf8'));
  if (kept?.document.sha256 === sha256) return kept;
  throw noAnswer(
    copy === undefined
      ? 'the run was made with another version of the contract document'
      : `${copy} is not the document that the run was made with`,
    'Use the version of sendproof that made it, or get the directory again from where the run was made.',
  );
}

/** Reads the text of a document; throws misuse by the name that the user knows it by. */
export function usable(where: string, text: string): Contract {
  try {
    return readContract(text);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misuse(
      `${where}: ${error.message}`,
      'Give an OpenAPI 3.0 document with POST /threads/{thread_id}/messages, all in one file.',
    );
  }
}

/** The place that code hosts show: within the project where it lies there. No path of this machine gets into a report. */
function nameFor(io: Pick<Io, 'cwd'>, where: string): string {
  const [, inRepository] = /^git:[^:]+:(.+)$/s.exec(where) ?? [];
  if (inRepository !== undefined) return inRepository;
  const path = relative(io.cwd, fromUser(io, where));
  return (path.startsWith('..') || isAbsolute(path) ? basename(where) : path).replaceAll(sep, '/');
}
