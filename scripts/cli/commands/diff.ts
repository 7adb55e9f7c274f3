import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContractError } from '../../../contracts/clauses/contract-error.ts';
import type { Description } from '../../../contracts/diff/document.ts';
import type { Both } from '../../../contracts/diff/sides.ts';
import type { Target } from '../../../contracts/target/profile.ts';
import { onFile, writeWhole } from '../../../reports/record/files.ts';
import { colorsFor } from '../console.ts';
import { misuse } from '../errors.ts';
import { changeWaivers, loadTarget } from '../inputs.ts';
import { fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';
import { withPactOptions } from '../pacts.ts';
import { readVersion } from '../revision.ts';

export function diffCommand(io: Io, end: (code: number) => void) {
  return withPactOptions(
    command(
      'diff',
      'is a new version of the contract a breaking change, and for whom? With a message that shows it for each',
      'sendproof diff git:main:contracts/openapi-v2.json contracts/openapi-v2.json',
    )
      .argument('<old>', 'OpenAPI document (3.0 or 3.1, JSON or YAML), a file or git:REV:PATH')
      .argument('<new>', 'the same, changed')
      .option('--waivers <file>', 'changes that are known and wanted until a day (JSON)')
      .option('--before <profile>', 'target that was built for the old document, to ask which one it follows (JSON)')
      .option('--after <profile>', 'target that was built for the new document, likewise')
      .option('--markdown', 'the result as Markdown, for a comment or the summary of a job', false),
  ).action(
    async (
      oldPath,
      newPath,
      { waivers, before, after, markdown: asMarkdown, out, json, quiet, color, ...pactOptions },
    ) => {
      const startedAt = new Date().toISOString();
      // Loaded here: no other command compares documents.
      const { changesBetween } = await import('../../../contracts/diff/changes.ts');
      const { consumersOf } = await import('../consumers.ts');
      const { markdown } = await import('../../../reports/diff/markdown.ts');
      const { text } = await import('../../../reports/diff/text.ts');
      const { weigh } = await import('../../../reports/diff/weigh.ts');
      const wanted = await changeWaivers(io, waivers);
      const targets = { before: targetAt(io, before, '--before'), after: targetAt(io, after, '--after') };
      const descriptions = await bothOf(io, oldPath, newPath);
      const changes = usable(`${oldPath} or ${newPath}`, () => changesBetween(descriptions.old, descriptions.new));
      const consumers = await consumersOf(io, pactOptions, descriptions, changes);
      const directory = out === undefined ? undefined : fromUser(io, out);
      const behaviour =
        targets.before === null && targets.after === null
          ? null
          : await (await import('../witnesses.ts')).askTargets(io, targets, descriptions, changes, {
              directory,
              quiet,
            });
      const found = { documents: { old: oldPath, new: newPath }, changes, consumers, behaviour };
      const diff = weigh(found, wanted, startedAt);
      const result = `${JSON.stringify(diff, null, 1)}\n`;
      if (directory !== undefined) {
        onFile(directory, () => mkdirSync(directory, { recursive: true }));
        writeWhole(join(directory, 'diff.json'), result);
        writeWhole(join(directory, 'diff.md'), markdown(diff));
      }
      if (json) io.stdout.write(result);
      else if (asMarkdown) io.stdout.write(markdown(diff));
      else if (!quiet) io.stdout.write(text(diff, colorsFor(io, color)));
      end({ passed: 0, failed: 1, inconclusive: 3 }[diff.result]);
    },
  );
}

function targetAt(io: Io, profile: string | undefined, option: string): Target | null {
  return profile === undefined ? null : loadTarget(io, profile, option);
}

async function bothOf(io: Io, oldPath: string, newPath: string): Promise<Both<Description>> {
  const { readDescription } = await import('../../../contracts/diff/document.ts');
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
  return { old: await read(oldPath), new: await read(newPath) };
}

function usable<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    throw misuse(`${where}: ${error.message}`, 'Give two OpenAPI documents, 3.0 or 3.1, each in one file.');
  }
}
