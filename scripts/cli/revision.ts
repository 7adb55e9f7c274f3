import { readFileSync } from 'node:fs';
import { misuse, noAnswer } from './errors.ts';
import { fromUser, type Io } from './io.ts';

/** Largest document that is read from git, in bytes. */
const most = 256 * 1024 * 1024;

/** The text of a file, or of `git:REV:PATH`, a file as it was at a revision. Throws misuse when there is none. */
export async function readVersion(io: Pick<Io, 'cwd' | 'signal'>, where: string): Promise<string> {
  if (!where.startsWith('git:')) return fileText(fromUser(io, where), where);
  const [, revision, path] = /^git:([^:]+):(.+)$/s.exec(where) ?? [];
  if (revision === undefined || path === undefined || revision.startsWith('-'))
    throw misuse(`${where} is not git:REV:PATH`, 'For example git:main:contracts/openapi-v2.json.');
  // Loaded here: most documents are files.
  const { execa } = await import('execa');
  const git = await execa('git', ['cat-file', 'blob', `${revision}:${path}`], {
    cwd: io.cwd,
    reject: false,
    stripFinalNewline: false,
    maxBuffer: most,
    timeout: 60_000,
    cancelSignal: io.signal,
  });
  if (git.exitCode === 0) return git.stdout;
  if (git.exitCode === undefined)
    throw noAnswer(`git could not be run for ${where}: ${git.shortMessage}`, 'Install git, or give files.');
  throw misuse(
    `${where} cannot be read: ${git.stderr.trim()}`,
    'Give a revision that "git log" shows and a path from the root of the repository. A shallow clone has no older ones.',
  );
}

function fileText(file: string, where: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw misuse(
      `the document ${where} cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`,
      'Give the path of an OpenAPI document, or git:REV:PATH.',
    );
  }
}
