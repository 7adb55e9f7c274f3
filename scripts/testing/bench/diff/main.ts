/**
 * `npm run bench:diff`: holds `sendproof diff` against how pairs of documents were made, and against oasdiff, and writes a part
 * of docs/comparison.md. Some minutes; needs Go. Exit code 1 where anything is wrong or unexplained.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withSection } from '../../section.ts';
import { type Compared, compared, disagreements } from './compared.ts';
import { faultsOf, type Judged, judge } from './judged.ts';
import { askOasdiff, prepareOasdiff } from './oasdiff.ts';
import { pairs } from './pairs.ts';
import { messagesOf, missedIn } from './replay.ts';
import { sectionOf } from './section.ts';

const page = join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'comparison.md');

await prepareOasdiff();
const judged = pairs.map(judge);
const slow = judged.filter(({ milliseconds }) => milliseconds > 1000);
const isSmall = ({ pair }: Judged) => pair.edits[0]?.base !== 'contract';
const ofSmall = messagesOf(judged.filter(isSmall));
const ofContract = messagesOf(judged.filter((one) => !isSmall(one)));
const missed = judged.flatMap((one) => missedIn(one, isSmall(one) ? ofSmall : ofContract));

const all: Compared[] = [];
const directory = mkdtempSync(join(tmpdir(), 'sendproof-'));
try {
  for (const one of judged) all.push(compared(one, await askOasdiff(one.pair, directory)));
} finally {
  rmSync(directory, { recursive: true });
}
const differing = disagreements(all);
const faults = [
  ...judged.flatMap(faultsOf),
  ...slow.map(({ pair, milliseconds }) => `${pair.name}: took ${(milliseconds / 1000).toFixed(1)} s`),
  ...missed,
  ...differing
    .filter(({ causes }) => causes.length === 0)
    .map(
      ({ compared: { pair, word, theirs, rules } }) => `${pair.name}: ${word} and ${theirs} (${rules}), unexplained`,
    ),
];

if (faults.length > 0) {
  console.error(`${faults.join('\n')}\n${faults.length} faults`);
  process.exitCode = 1;
} else {
  const section = sectionOf(all, differing, ofSmall.length + ofContract.length);
  writeFileSync(page, withSection(readFileSync(page, 'utf8'), 'bench:diff', section));
  const times = judged.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  console.log(section);
  console.log(`median ${times[Math.floor(times.length / 2)]?.toFixed(1)} ms, slowest ${times.at(-1)?.toFixed(0)} ms`);
}
