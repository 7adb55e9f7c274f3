import { beforeAll, describe, test } from 'vitest';
import type { Case } from '../../contracts/cases/case.ts';
import { path } from '../../contracts/clauses/operation.ts';
import { view } from '../../reports/view/index.ts';
import { chosenContract } from '../cli/contract-option.ts';
import { ExpectedError } from '../cli/errors.ts';
import { selectCases } from '../cli/inputs.ts';
import type { SuiteOptions } from './options.ts';
import { runOnce } from './run.ts';
import { type Told, toldOfCase, toldOfRun, whyBroken } from './told.ts';

export type { Engine, Profile, SuiteOptions } from './options.ts';

type Answer = { case: (id: string) => Told; run: Told };

/**
 * Makes every case of the contract a test of the file in which it is called. The contract is run once, before the first
 * of them. What the profile leaves out is skipped; what nobody can answer fails, with the reason.
 */
export function contractSuite(options: SuiteOptions): void {
  describe(`POST ${path}`, async () => {
    const cases = await casesFrom(options);
    let answer: Answer = allAre({ kind: 'failed', why: 'The contract was not run.' });
    // No limit of time: the limits of the profile say how many requests are sent, and how fast.
    beforeAll(async () => {
      answer = await answerOf(options);
    }, 0);
    for (const one of cases) test(one.title, ({ skip }) => settle(answer.case(one.id), skip));
    test('the run gives a whole answer', ({ skip }) => settle(answer.run, skip));
  });
}

async function casesFrom({ contract, only = [] }: SuiteOptions): Promise<Case[]> {
  try {
    const io = { cwd: process.cwd(), signal: new AbortController().signal };
    return selectCases((await chosenContract(io, contract)).contract, only);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    throw new Error(`${error.message}\n  ${error.hint}`, { cause: error });
  }
}

/** A run that cannot be believed fails every test: none of them is known to hold. */
async function answerOf(options: SuiteOptions): Promise<Answer> {
  const run = await runOnce(options);
  if ('words' in run) return allAre({ kind: 'failed', why: run.words });
  const broken = whyBroken(run.record);
  if (broken !== undefined) return allAre({ kind: 'failed', why: broken });
  const seen = view(run.record);
  return { case: (id) => toldOfCase(seen, id), run: toldOfRun(seen) };
}

function allAre(told: Told): Answer {
  return { case: () => told, run: told };
}

function settle(told: Told, skip: (note: string) => void): void {
  if (told.kind === 'skipped') skip(told.why);
  if (told.kind === 'failed') throw new Error(told.why);
}
