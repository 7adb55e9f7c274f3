import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { isObject } from '../../clauses/json.ts';
import { runVerifier } from '../../engines/pact/verifier.ts';
import { openEntrance } from '../../target/door.ts';
import type { Subject } from '../../target/exchange.ts';
import type { Gate } from '../../target/gate.ts';
import type { ConsumerPact } from '../pact.ts';
import type { Batch } from './batches.ts';
import { admitting, pathAtDoor } from './door.ts';
import type { Job, SentStep } from './job.ts';
import type { Step } from './plan.ts';

// The extension is that of this file: .ts in the project, .js where it is built.
const child = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/** The Verifier's results as JSON text, and its words about what it could not publish. */
export type BatchResults = { results: string; notPublished: string | undefined };

/** Lets the Verifier go through a batch, in a process of its own. `undefined` when `signal` stopped it; rejects as it does. */
export async function runBatch(
  { steps, publishing }: Batch,
  gate: Gate<Subject>,
  signal: AbortSignal,
): Promise<BatchResults | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-consumers-'));
  const door = await openEntrance(gate, admitting(steps));
  try {
    const logFile = join(directory, 'verifier.log');
    const job: Job = {
      provider: steps[0]?.about.provider ?? '',
      providerBaseUrl: door.url,
      source: publishing ?? { pactUrls: await writePacts(directory, steps) },
      logFile,
      steps: steps.map(sentStep),
    };
    const results = await runVerifier(child, job, steps.length, signal);
    const log = await readFile(logFile, 'utf8').catch(() => '');
    // It says so in its log and nowhere else, and goes on as if it had.
    const notPublished = publishing && log.split('\n').find((line) => /publish.*(fail|error)/i.test(line));
    return results === undefined ? undefined : { results, notPublished: notPublished ?? undefined };
  } finally {
    await door.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function sentStep(step: Step, at: number): SentStep {
  const { authorization, body, thread, values, interaction } = step;
  const { states, answer = null } = interaction;
  return { states, path: pathAtDoor(step, at), authorization, body, thread, answer, values };
}

/** Each pact with those of its interactions that are sent. */
async function writePacts(directory: string, steps: readonly Step[]): Promise<string[]> {
  const pacts = [...Map.groupBy(steps, ({ pact }) => pact)];
  return Promise.all(
    pacts.map(async ([pact, own], at) => {
      const file = join(directory, `${at}.json`);
      await writeFile(file, JSON.stringify(partOf(pact, own)));
      return file;
    }),
  );
}

function partOf({ pact }: ConsumerPact, steps: readonly Step[]) {
  return { ...(isObject(pact) ? pact : {}), interactions: steps.map(({ interaction }) => interaction.interaction) };
}
