import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Json } from '../../../contracts/clauses/json.ts';
import { misuse } from '../errors.ts';
import { forUser, fromUser, type Io } from '../io.ts';
import { command, seconds } from '../options.ts';
import { runDirectory } from '../run-directory.ts';

export function ciCommand(io: Io, end: (code: number) => void) {
  return command(
    'ci',
    'check a pull or merge request: diff against the merge base, contract, compare; and tell GitHub or GitLab',
    'sendproof ci --contract api/openapi.json --target service.json',
  )
    .requiredOption('--contract <file>', 'the contract in the repository')
    .option('--base <rev>', 'what the change is to be merged into (default: as GitHub or GitLab say)')
    .option('--target <profile>', 'profile of the service with the change, to be checked against the contract (JSON)')
    .option('--baseline <profile>', 'profile of the service without it, to compare with (JSON)')
    .option('--budget <time>', 'how long to compare at most', seconds, 180)
    .option('--waivers <file>', 'known failures and changes that are accepted until a day (JSON)')
    .option('--pacts <path>', 'pacts of consumers: a file, or a folder of them')
    .option('--wait <time>', 'how long a service may take until it answers', seconds, 60)
    .option(
      '--name <name>',
      'name of this check, where there are several: each has one comment (default: the contract)',
    )
    .option('--no-comment', 'write no comment')
    .action(async ({ json, quiet, color: _, comment, base, name, wait, ...wish }) => {
      const { target, baseline } = wish;
      if (baseline !== undefined && target === undefined)
        throw misuse('--baseline needs a target to compare with', 'Give --target the profile of the changed service.');
      // Loaded here: no other command needs them.
      const { checkCompare, checkContract, checkDiff } = await import('../../ci/checks.ts');
      const { hostOf } = await import('../../ci/host.ts');
      const { pathInRepository } = await import('../../ci/merge-base.ts');
      const { codeOf } = await import('../../ci/part.ts');
      const { tell } = await import('../../ci/tell.ts');
      const { openWorld } = await import('../../ci/world.ts');

      const out = freshDirectory(io, wish.out);
      const contract = relative(io.cwd, fromUser(io, wish.contract));
      const given = { ...wish, contract, out };
      const host = hostOf(io.env, eventIn(io.env.GITHUB_EVENT_PATH));
      const log = json ? io.stderr : io.stdout;
      const write = (line: string): void => {
        log.write(`${line}\n`);
      };
      const say = quiet ? () => {} : write;
      const world = openWorld(io, { waitSeconds: wait, quiet, log, begin: (check) => say(`\n── ${check} ──`) });
      const revision = base === undefined ? host.base : ({ kind: 'revision', name: base } as const);
      if (revision === null && target === undefined)
        throw misuse(
          'there is nothing to check: this is no pull or merge request',
          'Run it for one, or give --base REV to compare with, or --target PROFILE.',
        );

      const where = await pathInRepository(world.git, contract);
      // What a target or a document says must not be obeyed by GitHub as if we had said it.
      const stop = randomUUID();
      if (host.kind === 'github') write(`::stop-commands::${stop}`);
      const parts = [
        await checkDiff(given, { base: revision, isRequest: base === undefined && host.request !== null }, world),
        ...(target === undefined ? [] : [await checkContract(given, target, world)]),
        ...(target === undefined || baseline === undefined ? [] : [await checkCompare(given, baseline, target, world)]),
      ];
      if (host.kind === 'github') write(`\n::${stop}::`);
      if (io.signal.aborted) return;

      const page = { name: name ?? where, commit: host.commit, url: host.url, parts };
      await tell({ ...page, host, contract: where, out, comment }, io, { write, say });
      const code = codeOf(parts);
      if (json) io.stdout.write(`${JSON.stringify({ code, checks: parts.map(({ markdown: _, ...rest }) => rest) })}\n`);
      end(code);
    });
}

/** What an earlier run has left must not be taken for an answer of this one. */
function freshDirectory(io: Io, out: string | undefined): string {
  const directory = runDirectory(io, out, 'ci', new Date());
  if (!existsSync(directory) || readdirSync(directory).length === 0) return directory;
  throw misuse(`${forUser(io, directory)} is not empty`, 'Give --out a directory that is new, or empty.');
}

function eventIn(path: string | undefined): Json {
  if (path === undefined) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // Without it there is no pull request to speak of, which is said.
    return null;
  }
}
