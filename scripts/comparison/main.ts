import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withSection } from '../testing/section.ts';
import { Misuse, readArguments } from './arguments.ts';
import { readResults, root, writeResults } from './cache.ts';
import { dredd } from './dredd/dredd.ts';
import { measure } from './measure.ts';
import { pageOf } from './page.ts';
import { prism } from './prism/prism.ts';
import { isOf, type Result } from './result.ts';
import { schemathesis } from './schemathesis/schemathesis.ts';
import { sendproof } from './sendproof/sendproof.ts';
import { type Subject, subjects } from './testing/reference.ts';
import type { Tool } from './tool.ts';

const tools: readonly Tool[] = [schemathesis, dredd, prism, sendproof];

const help = `Usage: npm run comparison -- [NAME…] [--tool TOOL]… [--fresh]

Runs other tools, and sendproof, over the reference implementation's defects and variants, and writes docs/comparison.md.
Results are kept: a run that was interrupted goes on where it was. Needs Python 3.10 or newer, and npm's and PyPI's packages.

  NAME          try only this defect or variant, or "clean"; the page goes to standard output
  --tool TOOL   try only this tool, the same way: ${tools.map(({ name }) => name).join(', ')}
  --fresh       try again what earlier runs have tried
  --help        show this`;

try {
  const wish = readArguments(process.argv.slice(2), { tools, subjects });
  if (wish.kind === 'help') console.log(help);
  else {
    const page = pageOf(wish.tools, wish.subjects, await resultsOf(wish.tools, wish.subjects, wish.fresh));
    const file = join(root, 'docs/comparison.md');
    if (wish.everything) await writeFile(file, withSection(await readFile(file, 'utf8'), 'comparison', page));
    else console.log(page);
  }
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  console.error(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}

/** What is known from earlier runs, and what is still missing, which is tried now. */
async function resultsOf(wanted: readonly Tool[], servers: readonly Subject[], fresh: boolean): Promise<Result[]> {
  let results = readResults();
  for (const tool of wanted) {
    const missing = servers.filter((server) => fresh || !results.some(isOf(tool, server)));
    if (missing.length > 0) await tool.prepare();
    for (const [index, server] of missing.entries()) {
      const result = await measure(tool, server);
      results = [...results.filter((one) => !isOf(tool, server)(one)), result];
      writeResults(results);
      console.error(progress(result, `${index + 1}/${missing.length}`));
    }
  }
  return results;
}

function progress({ tool, subject, outcome, seconds, requests, words }: Result, count: string): string {
  const cells = [count.padStart(7), tool.padEnd(15), subject.padEnd(40), outcome.padEnd(7)];
  const numbers = `${seconds.toFixed(1).padStart(5)} s ${String(requests).padStart(5)} requests`;
  return `${cells.join(' ')} ${numbers}  ${words.replaceAll(/\s+/g, ' ').slice(0, 120)}`.trimEnd();
}
