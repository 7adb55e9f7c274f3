/**
 * How often a comparison is right, and how soon: `npm run bench:compare`, about two hours on an idle machine. It records
 * ten minutes of each setting, draws experiments from them, makes live trials, and puts the table into
 * docs/comparing.md. `record`, `trials` or `table` as an argument does that part alone, of all settings or of those
 * whose names follow.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findK6 } from '../../../../load/k6/find.ts';
import { withSection } from '../../section.ts';
import { record } from './record.ts';
import { settings } from './settings.ts';
import { tableOf } from './table.ts';
import { trials } from './trials.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const page = join(root, 'docs', 'comparing.md');

const [part = 'all', ...names] = process.argv.slice(2);
const chosen = settings.filter(({ name }) => names.length === 0 || names.some((one) => name.startsWith(one)));
const contract: unknown = JSON.parse(await readFile(join(root, 'contracts', 'openapi-v2.json'), 'utf8'));
const k6 = await findK6({ flag: undefined, env: undefined, path: process.env.PATH, root });
if (k6.kind === 'missing') throw new Error(`${k6.why}; ${k6.hint}`);

if (part === 'all' || part === 'record') for (const setting of chosen) await record(setting, k6, contract);
if (part === 'all' || part === 'trials') for (const setting of chosen) await trials(setting, k6, contract);
if (part === 'all' || part === 'table') {
  const table = await tableOf(chosen);
  await writeFile(page, withSection(await readFile(page, 'utf8'), 'bench:compare', table));
  console.log(table);
}
