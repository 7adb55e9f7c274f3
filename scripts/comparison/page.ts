import { isOf, type Result } from './result.ts';
import type { Subject } from './testing/reference.ts';
import { limitMs, type Tool } from './tool.ts';

/** What the page tells of a tool. */
export type Described = Pick<Tool, 'name' | 'title' | 'version' | 'settings'>;

type Column = { tool: Described; resultOn(subject: Subject): Result | undefined };

/** The part of docs/comparison.md about servers; a server that a tool was not tried on counts as not there. */
export function pageOf(tools: readonly Described[], subjects: readonly Subject[], results: readonly Result[]): string {
  const columns = tools.map((tool) => ({ tool, resultOn: (subject: Subject) => results.find(isOf(tool, subject)) }));
  const defects = subjects.filter(({ kind }) => kind === 'defect');
  const sound = subjects.filter(({ kind }) => kind !== 'defect');
  return `${[
    introduction,
    table(
      ['tool', 'version', 'found', 'false alarms', 'seconds a server', 'requests a server'],
      columns.map((column) => summary(column, defects, sound)),
    ),
    explanation,
    '## How each was run',
    ...tools.map(({ title, version, settings }) => `**${title} ${version}.**\n${settings}`),
    '## Defects',
    byTool(columns, defects, { failed: 'found', passed: '-' }),
    '## False alarms',
    falseAlarms(columns, sound),
    ...withoutAnswer(columns, subjects),
  ].join('\n\n')}\n`;
}

const introduction = `The reference implementation can tell lies (defects) and be odd within the contract (variants). Which tool sees which lie, and
which oddity does it take for one? \`npm run comparison\` asks them all, and writes this part. What \`sendproof diff\` and\noasdiff say of two documents stands [at the end](#two-documents-sendproof-diff-and-oasdiff).`;

const explanation = `**Found**: the tool fails a server with a defect; for whatever reason, even if it is not the defect's own.
**False alarm**: it fails a variant, or the clean server. **Seconds**: from start to end of the tool, its own start included, on
two cores. **Requests**: those that reached the server. Both are means over all servers. Defects that show only under load are
left out, and those that break no more than what the document leaves open. Each tool had ${limitMs / 1000} s for each server.

Mind where the numbers come from: the defects and variants were written beside sendproof, whose tests hold it to each of them.
The other tools meet them for the first time, and know nothing of channels, integrations and scopes but what a person wrote
down for them.`;

function summary({ tool, resultOn }: Column, defects: readonly Subject[], sound: readonly Subject[]): string[] {
  const onDefects = defects.map(resultOn).filter((one) => one !== undefined);
  const onSound = sound.map(resultOn).filter((one) => one !== undefined);
  const all = [...onDefects, ...onSound];
  const found = onDefects.filter(hasFailed).length;
  return [
    tool.title,
    tool.version,
    `${found} of ${onDefects.length}${onDefects.length > 0 ? ` (${Math.floor((100 * found) / onDefects.length)} %)` : ''}`,
    `${onSound.filter(hasFailed).length} of ${onSound.length}`,
    mean(all.map(({ seconds }) => seconds))?.toFixed(1) ?? '',
    mean(all.map(({ requests }) => requests))?.toFixed(0) ?? '',
  ];
}

const hasFailed = ({ outcome }: Result): boolean => outcome === 'failed';

function mean(values: readonly number[]): number | undefined {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : undefined;
}

/** One row for each server, one column for each tool. */
function byTool(
  columns: readonly Column[],
  subjects: readonly Subject[],
  words: { failed: string; passed: string },
): string {
  const cell = (result: Result | undefined): string => {
    if (result === undefined) return '';
    return result.outcome === 'unclear' ? 'no answer' : words[result.outcome];
  };
  return table(
    ['server', ...columns.map(({ tool }) => tool.title)],
    subjects.map((subject) => [
      `\`${subject.name}\`: ${subject.title}`,
      ...columns.map(({ resultOn }) => cell(resultOn(subject))),
    ]),
  );
}

function falseAlarms(columns: readonly Column[], sound: readonly Subject[]): string {
  const failed = sound.filter((subject) => columns.some(({ resultOn }) => resultOn(subject)?.outcome === 'failed'));
  return failed.length > 0 ? byTool(columns, failed, { failed: 'failed', passed: '-' }) : 'None.';
}

/** Why there is no answer, where there is none. */
function withoutAnswer(columns: readonly Column[], subjects: readonly Subject[]): string[] {
  const lines = columns.flatMap(({ tool, resultOn }) =>
    subjects
      .map(resultOn)
      .filter((result) => result?.outcome === 'unclear')
      .map((result) => `- ${tool.title}, \`${result?.subject}\`: ${result?.words.replaceAll(/\s+/g, ' ')}`),
  );
  return lines.length > 0 ? ['## Without an answer', lines.join('\n')] : [];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
