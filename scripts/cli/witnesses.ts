import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../contracts/diff/change.ts';
import type { Description } from '../../contracts/diff/document.ts';
import type { Both } from '../../contracts/diff/sides.ts';
import { systemClock } from '../../contracts/target/clock.ts';
import type { Target } from '../../contracts/target/profile.ts';
import { openTransport } from '../../contracts/target/transport.ts';
import { planWitnesses } from '../../contracts/witnesses/plan.ts';
import { requestsOf, runWitnesses } from '../../contracts/witnesses/run.ts';
import { versionsOf } from '../../contracts/witnesses/versions.ts';
import type { Diff } from '../../reports/diff/result.ts';
import { capEvidence } from '../../reports/record/cap.ts';
import { onFile } from '../../reports/record/files.ts';
import { keepExchange } from '../../reports/record/writer.ts';
import { openProgress } from './console.ts';
import type { Io } from './io.ts';

type Wanted = { before: Target | null; after: Target | null };

/**
 * Puts the witnesses of changes to the targets that were given, and keeps the whole of each exchange in `directory`, if there
 * is one.
 */
export async function askTargets(
  io: Io,
  { before, after }: Wanted,
  documents: Both<Description>,
  changes: readonly Change[],
  { directory, quiet }: { directory: string | undefined; quiet: boolean },
): Promise<Diff['behaviour'] & {}> {
  const versions = versionsOf(documents);
  const targets = { ...(before && { before }), ...(after && { after }) };
  if (directory !== undefined) onFile(directory, () => mkdirSync(join(directory, 'exchanges'), { recursive: true }));
  const exchanges: (Diff['behaviour'] & {})['exchanges'] = [];
  const progress = await openProgress(io, quiet);
  try {
    const plan = planWitnesses(versions, changes, Object.values(targets));
    for (const [stage, target] of Object.entries(targets)) progress.done(announcement(stage, target, requestsOf(plan)));
    const found = await runWitnesses(versions, plan, targets, {
      transport: openTransport(),
      clock: systemClock(),
      signal: io.signal,
      onEvidence: (stage, evidence) => {
        const kept = directory === undefined ? capEvidence(evidence) : keepExchange(directory, evidence);
        exchanges.push({ stage, ...kept });
        progress.say(`${exchanges.length} answered, now ${stage}: ${evidence.case}`);
      },
    });
    return {
      targets: { before: before && described(before), after: after && described(after) },
      finished: !io.signal.aborted,
      changes: found,
      exchanges,
    };
  } finally {
    progress.stop();
  }
}

/** What will happen, said before anything is sent. */
function announcement(stage: string, { baseUrl, limits, loopback }: Target, count: number): string {
  const people = loopback ? '' : '; each request is a message that somebody may receive';
  return `${stage}: ${count} requests to ${baseUrl}, never more than ${limits.requests}, ${limits.ratePerSecond} a second${people}`;
}

function described({ name, baseUrl, profile }: Target) {
  return { name, baseUrl, profile };
}
