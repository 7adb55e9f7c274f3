import { join } from 'node:path';
import { statesOf } from '../../contracts/cases/build.ts';
import type { Case } from '../../contracts/cases/case.ts';
import { channelsOf } from '../../contracts/cases/channel.ts';
import { engines as allEngines, type Engine } from '../../contracts/cases/engine.ts';
import { stateNames } from '../../contracts/cases/state.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import { runContract } from '../../contracts/run.ts';
import { systemClock } from '../../contracts/target/clock.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { openTransport } from '../../contracts/target/transport.ts';
import { reports } from '../../reports/index.ts';
import { copyNameOf } from '../../reports/record/contract-copy.ts';
import { exitCode } from '../../reports/record/exit-code.ts';
import { writeWhole } from '../../reports/record/files.ts';
import type { Waiver } from '../../reports/record/waivers/waiver.ts';
import { type OpenRun, openRun, reopenRun } from '../../reports/record/writer.ts';
import { appendTo, type SoFar } from './appending.ts';
import { type CompareWish, measureComparison } from './compare.ts';
import { colorsFor, openProgress, type Progress, summaryText } from './console.ts';
import type { Chosen, GivenDocument } from './contract-option.ts';
import { loadContract } from './inputs.ts';
import { forUser, type Io } from './io.ts';
import { type LoadWish, measureLoad } from './load.ts';
import { machine } from './machine.ts';
import type { CommonOptions } from './options.ts';
import { type Earlier, earlierPart, endOf } from './resume.ts';
import { markLatest, runDirectory } from './run-directory.ts';
import { signRun } from './sign.ts';
import { signerFrom } from './signing-key.ts';
import { measureAgainstStored, type StoredWish } from './stored.ts';
import { type ConsumersWish, leavingRoom, verifyPacts } from './verify-pacts.ts';
import { version } from './version.ts';

/** What a run is asked to do. */
export type Assignment = {
  command: 'audit' | 'contract' | 'load' | 'compare';
  contract: Contract;
  /** The user's own document, where there is one. */
  document?: GivenDocument | undefined;
  target: Target;
  /** Nothing here: no contract half. */
  cases?: { cases: readonly Case[]; engines: readonly Engine[] };
  /** Nothing here: no pacts were given. */
  consumers?: ConsumersWish | undefined;
  load?: LoadWish;
  compare?: CompareWish;
  stored?: StoredWish;
  strict: boolean;
  /** Nothing here: none were given. */
  waivers?: readonly Waiver[] | undefined;
  seed: number;
  /** The directory of a run that was interrupted, to go on with it. */
  resume?: string | undefined;
};

/** Does the assignment, keeps the record, writes the reports, prints the answer. Returns the exit code. */
export async function execute(assignment: Assignment, options: CommonOptions, io: Io): Promise<number> {
  const startedAt = new Date();
  const signer = signerFrom(io, options.key);
  const header = { ...headerOf(assignment, startedAt), machine: machine() };
  const earlier =
    assignment.resume === undefined
      ? undefined
      : earlierPart(io, assignment.resume, header, assignment.cases?.cases ?? []);
  const directory = earlier?.directory ?? runDirectory(io, options.out, assignment.command, startedAt);
  const progress = await openProgress(io, options.quiet);
  const run = earlier ? reopenRun(directory, earlier.events, reports) : openRun(directory, reports);
  try {
    if (earlier === undefined) keepDocument({ document: undefined, ...assignment }, directory);
    run.append(earlier ? { type: 'resumed', at: startedAt.toISOString() } : { type: 'header', header });
    if (assignment.cases) {
      const { consumers } = assignment;
      const first = consumers === undefined ? assignment : leavingRoom(assignment, consumers);
      const sofar = await contractHalf(first, assignment.cases, earlier, run, progress, io);
      if (consumers && !io.signal.aborted) await verifyPacts(consumers, assignment, sofar, run, progress, io);
    }
    const measured = earlier?.record.loads.length ?? 0;
    if (assignment.load && measured === 0 && !io.signal.aborted)
      await measureLoad(assignment.load, assignment, run, progress, io);
    if (assignment.compare) await measureComparison(assignment.compare, assignment, run, progress, io);
    if (assignment.stored) await measureAgainstStored(assignment.stored, assignment, run, progress, io);
    // A run that was stopped has no footer: it is not finished, whatever it found so far.
    if (!io.signal.aborted) run.append({ type: 'footer', finishedAt: new Date().toISOString() });
    const record = run.finish();
    await signRun(io, directory, record, signer);
    progress.stop();
    if (options.out === undefined && earlier === undefined) markLatest(directory);
    if (options.json) io.stdout.write(`${JSON.stringify(record)}\n`);
    if (!options.quiet) io.stderr.write(summaryText(record, forUser(io, directory), colorsFor(io, options.color)));
    return exitCode(record);
  } finally {
    progress.stop();
    run.close();
  }
}

/** Whoever reads the run later has the document that it was made with, though sendproof comes with another one. */
export function keepDocument({ contract, document }: Chosen, directory: string): void {
  if (document === undefined || contract.document.sha256 === loadContract().document.sha256) return;
  writeWhole(join(directory, copyNameOf(document.text)), document.text);
}

/** What every record begins with; the machine is left to those who send the load themselves. */
export function headerOf(
  {
    command,
    contract,
    document,
    target,
    strict,
    waivers,
    seed,
  }: Pick<Assignment, 'command' | 'contract' | 'document' | 'target' | 'strict' | 'waivers' | 'seed'>,
  startedAt: Date,
) {
  return {
    schemaVersion: '1.0' as const,
    tool: { name: 'sendproof' as const, version, node: process.version },
    command,
    contract: {
      title: contract.document.title,
      version: contract.document.version,
      sha256: contract.document.sha256,
      ...(document ? { file: document.file } : {}),
    },
    profile: target.profile,
    target: { name: target.name, baseUrl: target.baseUrl },
    startedAt: startedAt.toISOString(),
    seed,
    strict,
    ...(waivers ? { waivers: [...waivers] } : {}),
  };
}

async function contractHalf(
  { contract, target, seed }: Assignment,
  { cases, engines }: { cases: readonly Case[]; engines: readonly Engine[] },
  earlier: Earlier | undefined,
  run: OpenRun,
  progress: Progress,
  io: Io,
): Promise<SoFar> {
  const before = earlier?.exchanges ?? [];
  // Said again where a run goes on; the record has each once.
  run.append({ type: 'plan', clauses: contract.clauses, cases: [...cases], unread: contract.unread });
  const idle = strangeStates(contract, target);
  if (idle.length > 0) progress.done(`the profile names ${idle.join(', ')}: this document has no such channel`);
  progress.say(
    `${cases.length} cases by ${engines.join(', ')}: at most ${target.limits.requests} requests, ${target.limits.ratePerSecond} a second`,
  );
  const appending = appendTo(run, before, (latest, count) =>
    progress.say(`${count} answered, now ${latest.case} by ${latest.engine}`),
  );
  await runContract(
    { contract, cases, engines, target, seed: earlier?.record.seed ?? seed, before },
    {
      transport: openTransport(),
      clock: systemClock(endOf(before)),
      signal: AbortSignal.any([io.signal, appending.signal]),
      emit: appending.emit,
    },
  );
  const sofar = appending.end();
  progress.done(`contract: ${sofar.exchanges.length} requests`);
  return sofar;
}

/** States of the profile that are of no channel of the document: of another version of it, or misspelt. */
function strangeStates(contract: Contract, { profile }: Target): string[] {
  const known = new Set<string>([
    ...stateNames,
    ...channelsOf(contract).flatMap((channel) => Object.values(statesOf(channel))),
  ]);
  return Object.keys(profile.states).filter((name) => !known.has(name));
}

/** The engines that were asked for, or all of them. */
export function enginesFrom(chosen: readonly Engine[] | undefined): readonly Engine[] {
  return chosen && chosen.length > 0 ? allEngines.filter((engine) => chosen.includes(engine)) : allEngines;
}
