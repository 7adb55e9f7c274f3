import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDescription } from '../../contracts/diff/document.ts';
import { annotationsOfRun } from '../../reports/annotations/run.ts';
import { annotationsOfDiff } from '../../reports/diff/annotations.ts';
import type { Diff } from '../../reports/diff/result.ts';
import { headline } from '../../reports/diff/words.ts';
import { readRun } from '../../reports/record/read.ts';
import { summary } from '../../reports/summary.ts';
import { view } from '../../reports/view/index.ts';
import { ExpectedError, noAnswer } from '../cli/errors.ts';
import { type Base, earlierPath, type Git, mergeBase, pathInRepository } from './merge-base.ts';
import type { Part } from './part.ts';
import { compareArguments, contractArguments, diffArguments, type Wish } from './wish.ts';

/** What the checks need of the world. */
export type World = {
  git: Git;
  /** Runs a command of sendproof in a process of its own; `words` is what it said last to people. */
  sendproof(argv: readonly string[]): Promise<{ code: 0 | 1 | 2 | 3; words: string }>;
  /** Waits until the service of a profile answers, within bounds. */
  untilAnswers(profile: string): Promise<void>;
  /** Tells that a check begins. */
  begin(name: Part['name']): void;
  /** The whole path of a file that the user named. */
  fromUser(path: string): string;
};

/** The contract of this commit against that of the merge base. Of a pull request's run something must have changed. */
export async function checkDiff(
  wish: Wish,
  { base, isRequest }: { base: Base | null; isRequest: boolean },
  world: World,
): Promise<Part> {
  const name = 'diff';
  if (base === null) return notRun(name, 'nothing says what this is to be merged into, so nothing is compared');
  world.begin(name);
  try {
    const { earlier, head } = await mergeBase(world.git, base);
    if (isRequest && earlier === head)
      throw noAnswer(
        'the commit that is checked out is not that of the change, but one that it goes to',
        'Check out the change: on GitHub run this on pull_request, not on pull_request_target.',
      );
    const path = await pathInRepository(world.git, wish.contract);
    const old = await earlierPath(world.git, earlier, path);
    if (old === null) return notRun(name, `${path} is new since ${earlier.slice(0, 12)}: nobody relies on it yet`);
    const { code, words } = await world.sendproof(diffArguments(wish, `git:${earlier}:${old}`));
    const file = join(wish.out, 'diff', 'diff.json');
    if (code === 2 || !existsSync(file)) return withoutAnswer(name, code, words);
    const diff: Diff = JSON.parse(readFileSync(file, 'utf8'));
    const description = readDescription(readFileSync(world.fromUser(wish.contract), 'utf8'));
    return {
      name,
      code,
      sentence: headline(diff).sentence,
      markdown: readFileSync(join(wish.out, 'diff', 'diff.md'), 'utf8'),
      annotations: annotationsOfDiff(diff, description.linesOf),
    };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return withoutAnswer(name, error.exitCode, `${error.message}\n${error.hint}`);
  }
}

/** The service that the job has started, against the contract. */
export async function checkContract(wish: Wish, target: string, world: World): Promise<Part> {
  world.begin('contract');
  await world.untilAnswers(target);
  return runOf('contract', contractArguments(wish, target), wish, world);
}

/** The service with the change against the service without it. */
export async function checkCompare(wish: Wish, baseline: string, target: string, world: World): Promise<Part> {
  world.begin('compare');
  await world.untilAnswers(baseline);
  await world.untilAnswers(target);
  return runOf('compare', compareArguments(wish, baseline, target), wish, world);
}

async function runOf(name: Part['name'], argv: readonly string[], { out }: Wish, world: World): Promise<Part> {
  const { code, words } = await world.sendproof(argv);
  const directory = join(out, name);
  if (code === 2 || !existsSync(join(directory, 'record.json'))) return withoutAnswer(name, code, words);
  const record = readRun(directory);
  return {
    name,
    code,
    sentence: view(record).headline.sentence,
    markdown: summary(record),
    annotations: annotationsOfRun(record),
  };
}

const notRun = (name: Part['name'], sentence: string): Part => ({
  name,
  code: null,
  sentence,
  markdown: '',
  annotations: [],
});

/** A command that holds without having written what it found is no answer. */
const withoutAnswer = (name: Part['name'], code: 0 | 1 | 2 | 3, words: string): Part => ({
  name,
  code: code === 2 ? 2 : 3,
  sentence: words.trim() || 'the command ended without a word',
  markdown: '',
  annotations: [],
});
