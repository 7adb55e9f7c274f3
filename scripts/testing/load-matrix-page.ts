import type { Finding } from '../../load/sample.ts';

/** What one run against the reference implementation came to. */
export type LoadRow = {
  name: string;
  title: string;
  /** The kind of finding that it must be named by; null: none at all. */
  expected: string | null;
  scenario: string;
  seconds: number;
  findings: Pick<Finding, 'kind' | 'text'>[];
  valid: boolean;
  why: string[];
};

/** The page of all runs, in Markdown. */
export function loadMatrixPage(rows: readonly LoadRow[]): string {
  const defective = rows.filter(({ expected }) => expected !== null);
  const clean = rows.filter(({ expected }) => expected === null);
  const found = defective.filter(({ expected, findings }) => findings.some(({ kind }) => kind === expected));
  const accused = clean.filter(({ findings }) => findings.length > 0);
  const invalid = clean.filter(({ valid }) => !valid);
  return `# Load defects, and what is found of them

Made by \`npm run matrix:load\`, about half an hour: the reference implementation with each of its load defects, and clean, in a
process of its own on the same machine.

${found.length} of ${defective.length} defects are named. Of ${clean.length} runs against the clean reference, by ${[...new Set(clean.map(({ scenario }) => scenario))].join(', ')}, ${accused.length === 0 ? 'none' : accused.length} found anything${invalid.length === 0 ? '' : `, and ${invalid.length} called themselves not valid`}.

| defect | scenario | named as | in words |
|---|---|---|---|
${defective.map(rowOf).join('\n')}
`;
}

function rowOf({ name, title, scenario, expected, findings }: LoadRow): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const first = findings.find(({ kind }) => kind === expected) ?? findings[0];
  return `| **${name}**: ${cell(title)} | ${scenario} | ${kinds.join(', ') || 'nothing'} | ${cell(first?.text ?? '')} |`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
