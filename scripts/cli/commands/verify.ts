import type { KeyObject } from 'node:crypto';
import { casesOf } from '../../../contracts/cases/catalogue.ts';
import type { Contract } from '../../../contracts/clauses/contract.ts';
import { publicKeyFrom } from '../../../reports/attestation/key.ts';
import { reports } from '../../../reports/index.ts';
import { contractCopyIn } from '../../../reports/record/contract-copy.ts';
import type { Directory } from '../../../reports/record/read.ts';
import { RunError } from '../../../reports/record/run-error.ts';
import { clip, legible, oneLine } from '../../../reports/text.ts';
import type { Check } from '../../../reports/verify/index.ts';
import { colorsFor } from '../console.ts';
import { chosenContract, contractOption, usable } from '../contract-option.ts';
import { misuse } from '../errors.ts';
import { fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';
import { read } from '../signing-key.ts';
import { version } from '../version.ts';

export function verifyCommand(io: Io, end: (code: number) => void) {
  return command(
    'verify',
    'check a run without its target: signature, digests, and the verdicts judged again',
    'sendproof verify results/latest --key auditor.pub',
  )
    .argument('<run-dir>', 'directory of a run')
    .option('--key <file>', 'public key of the signer (PEM), if you have it from elsewhere than the run')
    .addOption(contractOption())
    .action(async (path, { key: keyFile, contract: where, json, quiet, color }) => {
      const key = keyFile === undefined ? undefined : publicKey(io, keyFile);
      // Loaded here: no other command checks a run.
      const { exitCodeOf, verify } = await import('../../../reports/verify/index.ts');
      const directory = await directoryAt(fromUser(io, path));
      const { contract, isCopy } = await contractFor(io, directory, where);
      const checks = verify({ directory, contract, isCopy, cases: casesOf(contract), reports, version, key });
      const code = exitCodeOf(checks);
      if (json) io.stdout.write(`${JSON.stringify({ answer: answers[code], checks })}\n`);
      else if (!quiet) io.stdout.write(textOf(checks, colorsFor(io, color), endings[code]));
      end(code);
    });
}

const answers = { 0: 'holds', 1: 'broken', 3: 'unknown' } as const;

const endings = {
  0: 'All of it holds.',
  1: 'Something does not hold: do not rely on this run.',
  3: 'What can be said holds; the rest cannot be said here.',
} as const;

function publicKey(io: Io, path: string): KeyObject {
  const file = fromUser(io, path);
  const hint = 'Give --key the path of a public key (PEM, Ed25519 or ECDSA on P-256), such as an attestation.pub.';
  const key = publicKeyFrom(read(file, '--key', hint));
  if (key.ok) return key.value;
  throw misuse(`the key ${file}: ${key.errors.join('; ')}`, hint);
}

/** The contract that a run is held against: the reader's own, else the copy that the run has kept. */
async function contractFor(
  io: Io,
  directory: Directory,
  where: string | undefined,
): Promise<{ contract: Contract; isCopy: boolean }> {
  const copy = where === undefined ? contractCopyIn(directory) : undefined;
  if (copy === undefined) return { contract: (await chosenContract(io, where)).contract, isCopy: false };
  return { contract: usable('the contract document in the run', copy), isCopy: true };
}

async function directoryAt(path: string): Promise<Directory> {
  const { readDirectory } = await import('../../../reports/record/read.ts');
  try {
    const directory = readDirectory(path);
    const isRun = ['record.json', 'events.jsonl', 'attestation.json'].some((name) => directory.files.has(name));
    if (isRun) return directory;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
  }
  throw misuse(
    `there is no run in ${path}`,
    'Give a directory that a sendproof command has written, for example results/latest.',
  );
}

/** Problems of one check past this number say nothing new. */
const mostShown = 5;

/** One line a check, or one for each of its problems: what is wrong, where, and what to do. */
function textOf(checks: readonly Check[], colors: ReturnType<typeof colorsFor>, ending: string): string {
  const signs = { holds: colors.green('✓'), broken: colors.red('✕'), unknown: colors.yellow('?') };
  const lines = checks.flatMap(({ name, state, says, problems }) => {
    const more = problems.length - mostShown;
    const sentences = [
      ...(says === '' ? [] : [says]),
      ...problems.slice(0, mostShown).map(({ what, where, hint }) => `${where}: ${what}. ${hint}`),
      ...(more > 0 ? [`… and ${more} more`] : []),
    ];
    // Ids and reasons come from whoever made the directory: they may not pass for lines of ours.
    return sentences.map((sentence) => `${signs[state]} ${name.padEnd(9)}  ${legible(oneLine(clip(sentence, 600)))}`);
  });
  return `${[...lines, '', ending].join('\n')}\n`;
}
