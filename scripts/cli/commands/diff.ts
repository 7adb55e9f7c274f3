import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError } from '../../../contracts/clauses/contract-error.ts';
import type { Acceptance } from '../../../contracts/diff/acceptance.ts';
import type { Change } from '../../../contracts/diff/change.ts';
import type { Description } from '../../../contracts/diff/document.ts';
import { onFile, writeWhole } from '../../../reports/record/files.ts';
import { colorsFor } from '../console.ts';
import { misuse } from '../errors.ts';
import { readJson } from '../inputs.ts';
import { fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';
import { readVersion } from '../revision.ts';

export function diffCommand(io: Io, end: (code: number) => void) {
  return command(
    'diff',
    'is a new version of the contract a breaking change, and for whom? With a message that shows it for each',
    'sendproof diff git:main:contracts/openapi-v2.json contracts/openapi-v2.json',
  )
    .argument('<old>', 'OpenAPI document (3.0 or 3.1, JSON or YAML), a file or git:REV:PATH')
    .argument('<new>', 'the same, changed')
    .option('--accepted <file>', 'changes that are known and wanted (JSON)')
    .option('--markdown', 'the result as Markdown, for a comment or the summary of a job', false)
    .action(async (oldPath, newPath, { accepted, markdown: asMarkdown, out, json, quiet, color }) => {
      // Loaded here: no other command compares documents.
      const { weigh } = await import('../../../contracts/diff/acceptance.ts');
      const { markdown } = await import('../../../reports/diff/markdown.ts');
      const { text } = await import('../../../reports/diff/text.ts');
      const known = await acceptanceIn(io, accepted);
      const changes = await changesIn(io, oldPath, newPath);
      const diff = { changes, ...weigh(changes, known) };
      const result = `${JSON.stringify({ holds: diff.open.length === 0, ...diff }, null, 1)}\n`;
      if (out !== undefined) {
        const directory = fromUser(io, out);
        onFile(directory, () => mkdirSync(directory, { recursive: true }));
        writeWhole(join(directory, 'diff.json'), result);
        writeWhole(join(directory, 'diff.md'), markdown(diff));
      }
      if (json) io.stdout.write(result);
      else if (asMarkdown) io.stdout.write(markdown(diff));
      else if (!quiet) io.stdout.write(text(diff, colorsFor(io, color)));
      end(diff.open.length === 0 ? 0 : 1);
    });
}

async function changesIn(io: Io, oldPath: string, newPath: string): Promise<Change[]> {
  const { readDescription } = await import('../../../contracts/diff/document.ts');
  const { changesBetween } = await import('../../../contracts/diff/changes.ts');
  const { operationsOf } = await import('../../../contracts/diff/operations.ts');
  const read = async (where: string): Promise<Description> => {
    const source = await readVersion(io, where);
    return usable(where, () => {
      const description = readDescription(source);
      // What cannot be read is said of the document that it stands in.
      operationsOf(description);
      return description;
    });
  };
  const [old, now] = [await read(oldPath), await read(newPath)];
  return usable(`${oldPath} or ${newPath}`, () => changesBetween(old, now));
}

function usable<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misuse(`${where}: ${error.message}`, 'Give two OpenAPI documents, 3.0 or 3.1, each in one file.');
  }
}

async function acceptanceIn(io: Io, path: string | undefined): Promise<Acceptance> {
  if (path === undefined) return { accepted: [] };
  const { isAcceptance } = await import('../../../contracts/diff/acceptance.ts');
  const value = readJson(fromUser(io, path), 'the file of accepted changes', '--accepted');
  if (isAcceptance(value)) return value;
  throw misuse(
    `${path} is not a file of accepted changes`,
    'The form is {"accepted": [{"id": …, "sentence": …, "why": …}]}, with id and sentence as "sendproof diff" shows them.',
  );
}
