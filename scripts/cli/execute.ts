import type { Case } from '../../contracts/cases/case.ts';
import { engines as allEngines, type Engine } from '../../contracts/cases/engine.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import { runContract } from '../../contracts/run.ts';
import { systemClock } from '../../contracts/target/clock.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { openTransport } from '../../contracts/target/transport.ts';
import { reports } from '../../reports/index.ts';
import type { RunEvent } from '../../reports/record/events.ts';
import { exitCode } from '../../reports/record/exit-code.ts';
import type { Waiver } from '../../reports/record/waivers/waiver.ts';
import { type OpenRun, openRun, reopenRun } from '../../reports/record/writer.ts';
import { type CompareWish, measureComparison } from './compare.ts';
import { colorsFor, openProgress, type Progress, summaryText } from './console.ts';
import { forUser, type Io } from './io.ts';
import { type LoadWish, measureLoad } from './load.ts';
import { machine } from './machine.ts';
import type { CommonOptions } from './options.ts';
import { type Earlier, earlierPart, endOf } from './resume.ts';
import { markLatest, runDirectory } from './run-directory.ts';
import { signRun } from './sign.ts';
import { signerFrom } from './signing-key.ts';
import { measureAgainstStored, type StoredWish } from './stored.ts';
import { version } from './version.ts';

/** What a run is asked to do. */
export type Assignment = {
  command: 'audit' | 'contract' | 'load' | 'compare';
  contract: Contract;
  target: Target;
  /** Nothing here: no contract half. */
  cases?: { cases: readonly Case[]; engines: readonly Engine[] };
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
    run.append(earlier ? { type: 'resumed', at: startedAt.toISOString() } : { type: 'header', header });
    if (assignment.cases) await contractHalf(assignment, assignment.cases, earlier, run, progress, io);
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

/** What every record begins with; the machine is left to those who send the load themselves. */
export function headerOf(
  {
    command,
    contract,
    target,
    strict,
    waivers,
    seed,
  }: Pick<Assignment, 'command' | 'contract' | 'target' | 'strict' | 'waivers' | 'seed'>,
  startedAt: Date,
) {
  return {
    schemaVersion: '1.0' as const,
    tool: { name: 'sendproof' as const, version, node: process.version },
    command,
    contract: { title: contract.document.title, version: contract.document.version, sha256: contract.document.sha256 },
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
): Promise<void> {
  const before = earlier?.exchanges ?? [];
  // Said again where a run goes on; the record has each once.
  run.append({ type: 'plan', clauses: contract.clauses, cases: [...cases], unread: contract.unread });
  progress.say(
    `${cases.length} cases by ${engines.join(', ')}: at most ${target.limits.requests} requests, ${target.limits.ratePerSecond} a second`,
  );
  let exchanges = before.length;
  // A record that can no longer be written ends the run: nothing is sent that leaves no trace.
  const broken = new AbortController();
  const emit = (event: RunEvent): void => {
    if (broken.signal.aborted) return;
    try {
      run.append(event);
    } catch (error) {
      broken.abort(error);
      return;
    }
    if (event.type !== 'evidence') return;
    exchanges += 1;
    progress.say(`${exchanges} answered, now ${event.evidence.case} by ${event.evidence.engine}`);
  };
  await runContract(
    { contract, cases, engines, target, seed: earlier?.record.seed ?? seed, before },
    {
      transport: openTransport(),
      clock: systemClock(endOf(before)),
      signal: AbortSignal.any([io.signal, broken.signal]),
      emit,
    },
  );
  if (broken.signal.aborted) throw broken.signal.reason;
  progress.done(`contract: ${exchanges} requests`);
}

/** The engines that were asked for, or all of them. */
export function enginesFrom(chosen: readonly Engine[] | undefined): readonly Engine[] {
  return chosen && chosen.length > 0 ? allEngines.filter((engine) => chosen.includes(engine)) : allEngines;
}
