import { endWithParent } from '../child.ts';
import { plainClientFor, rehearse } from './mock.ts';
import type { Job, Report } from './rehearsal.ts';

endWithParent();

/** Plays every interaction: in a process of its own, since Pact's mock prints natively to standard output. */
process.once('message', async ({ directory, scenes }: Job) => {
  const report = await play({ directory, scenes }).catch(
    (error: unknown): Report => ({ kind: 'broken', message: error instanceof Error ? error.message : String(error) }),
  );
  process.send?.(report, undefined, undefined, () => process.disconnect());
});

async function play({ directory, scenes }: Job): Promise<Report> {
  for (const { interaction, promised } of scenes)
    await rehearse(interaction, promised, directory, plainClientFor(interaction));
  return { kind: 'done' };
}
