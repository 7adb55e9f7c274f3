import { isOfConsumer } from '../../../contracts/consumers/verify/result.ts';
import { exchangeToReplay, type Replay, replay } from '../../../contracts/replay.ts';
import { systemClock } from '../../../contracts/target/clock.ts';
import { openTransport } from '../../../contracts/target/transport.ts';
import type { Verdict } from '../../../contracts/verdicts/verdict.ts';
import { capEvidence } from '../../../reports/record/cap.ts';
import { answerText, requestText } from '../../../reports/view/exchange-text.ts';
import { type colorsFor as Colors, colorsFor } from '../console.ts';
import { contractOfRun } from '../contract-option.ts';
import { misuse } from '../errors.ts';
import { checkedTarget } from '../inputs.ts';
import { fromUser, type Io } from '../io.ts';
import { command } from '../options.ts';

export function replayCommand(io: Io, end: (code: number) => void) {
  return command(
    'replay',
    'send one recorded case again, and show both exchanges',
    'sendproof replay results/latest request.body.content.minLength/0',
  )
    .argument('<run-dir>', 'directory of a run')
    .argument('<case-id>', 'id of a case, as the report shows it')
    .action(async (directory, id, { json, quiet, color }) => {
      const path = fromUser(io, directory);
      // Loaded here: few commands read a run.
      const { readRun } = await import('../../../reports/record/read.ts');
      const { readExchanges } = await import('../../../reports/record/exchanges.ts');
      const record = readRun(path);
      const contract = contractOfRun(path, record);
      const exchanges = readExchanges(path, record).filter((one) => !isOfConsumer(one));
      const exchange = exchangeToReplay(id, exchanges, record.verdicts);
      if (exchange === undefined)
        throw misuse(
          `the run has no exchange of a case called ${id}`,
          `The report lists its cases: ${directory}/report.html`,
        );
      const target = checkedTarget(record.profile, io.env, `the profile of ${directory}`);
      const { cases, verdicts } = record;
      const done = await replay(
        { contract, cases, exchanges, verdicts, target, exchange },
        { transport: openTransport(), clock: systemClock(), signal: io.signal },
      );
      if (done === undefined)
        throw misuse(`the profile no longer has what ${id} needs`, 'Its states and tokens must be those of the run.');
      if (json) io.stdout.write(`${JSON.stringify(done)}\n`);
      else if (!quiet) io.stdout.write(textOf(done, colorsFor(io, color)));
      end(exitCodeOf(done.verdictsNow));
    });
}

/** 1 when it fails a demand that weighs, 3 when that cannot be told, else 0. */
function exitCodeOf(verdicts: readonly Verdict[]): 0 | 1 | 3 {
  const outcomes = verdicts.filter(({ level }) => level === 'must').map(({ outcome }) => outcome);
  if (outcomes.includes('failed')) return 1;
  return outcomes.length === 0 || outcomes.includes('cantTell') ? 3 : 0;
}

function textOf({ before, again, verdictsBefore, verdictsNow }: Replay, colors: ReturnType<typeof Colors>): string {
  const block = (title: string, exchange: Replay['before'], verdicts: readonly Verdict[]) => [
    colors.bold(title),
    '',
    requestText(capEvidence(exchange)),
    '',
    answerText(capEvidence(exchange)),
    '',
    ...linesOf(verdicts, colors),
    '',
  ];
  return [
    ...block(`Then: ${before.id} by ${before.engine}`, before, verdictsBefore),
    ...block('Now', again, verdictsNow),
    `Again by hand: ${again.curl}`,
    '',
  ].join('\n');
}

function linesOf(verdicts: readonly Verdict[], colors: ReturnType<typeof Colors>): string[] {
  const failed = verdicts.filter(({ outcome }) => outcome === 'failed' || outcome === 'cantTell');
  if (failed.length === 0) return [colors.green(`  ✓ ${verdicts.length} clauses passed`)];
  return failed.map(({ outcome, clause, level, reason }) =>
    outcome === 'failed'
      ? colors.red(`  ✕ ${clause} (${level}): ${reason}`)
      : colors.yellow(`  ? ${clause} (${level}): ${reason}`),
  );
}
