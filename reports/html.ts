import { createHash } from 'node:crypto';
import { caseList } from './html/cases.ts';
import { clauseTable } from './html/clauses.ts';
import { consumerSection } from './html/consumers.ts';
import { engineTables } from './html/engines.ts';
import { exchanges } from './html/exchange.ts';
import { failures, gapList, warnings } from './html/findings.ts';
import { loadSections } from './html/load.ts';
import { html as markup, textOf, verbatim } from './html/markup.ts';
import { matrix } from './html/matrix.ts';
import { raritySection } from './html/rarity.ts';
import { script } from './html/script.ts';
import { speedSection } from './html/speed.ts';
import { style } from './html/style.ts';
import { contents, top } from './html/top.ts';
import { waiverSection } from './html/waivers.ts';
import type { RunRecord } from './record/record.ts';
import { view } from './view/index.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but our own style and script may run or load: what a target answered is shown, and never does anything. */
const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;

/**
 * The report for people: one file without network. It opens on a phone, in the dark, on paper and without scripts.
 * The parts are built in the order in which they are read, because each exchange is shown where it first comes up.
 */
export const html = (record: RunRecord): string => {
  const v = view(record);
  const show = exchanges(v);
  const page = markup`<html lang="en"><head><meta charset="utf-8"/><meta http-equiv="Content-Security-Policy" content="${policy}"/><meta name="viewport" content="width=device-width, initial-scale=1"/><meta name="color-scheme" content="light dark"/><title>${v.headline.word}: ${record.target.name} (sendproof)</title><style>${verbatim(style)}</style></head><body>
<a class="skip" href="#main">Skip to the findings</a>
${top(v)}
${contents(v)}
<main id="main">
${failures(v, show)}
${consumerSection(v, show)}
${waiverSection(v, show)}
${warnings(v, show)}
${gapList(v)}
${raritySection(v, show)}
${speedSection(v)}
${loadSections(v)}
${engineTables(v)}
${caseList(v, show)}
${clauseTable(v)}
${matrix(v)}
</main>
<footer><p>${record.tool.name} ${record.tool.version} on Node ${record.tool.node}. The data behind this page is in <a href="record.json">record.json</a>, every whole exchange in exchanges/.</p></footer>
<script>${verbatim(script)}</script>
</body></html>
`;
  return `<!DOCTYPE html>\n${textOf(page)}`;
};
