import { code as asCode, prose } from '../../reports/summary/markdown.ts';
import { codeOf, type Part } from './part.ts';

const marks = { 0: '✅', 1: '❌', 2: '⛔', 3: '❔' } as const;
const words = { 0: 'holds', 1: 'falls short', 2: 'set up wrongly', 3: 'no answer' } as const;

export type Page = { name: string; commit: string | null; url: string | null; parts: readonly Part[] };

/**
 * All checks as one page of Markdown of at most `room` bytes: the answers on top, then as much of each report as there is
 * room for.
 */
export function page({ name, commit, url, parts }: Page, room: number): string {
  const links = [
    ...(commit === null ? [] : [`Commit ${asCode(commit.slice(0, 12))}`]),
    ...(url === null ? [] : [`all reports: [this run](${encodeURI(url)})`]),
  ].join(' · ');
  const top = [
    `## ${marks[codeOf(parts)]} sendproof: ${prose(name, 200)}`,
    ['| check | | |', '|---|---|---|', ...parts.map(row)].join('\n'),
    ...(links === '' ? [] : [links]),
  ].join('\n\n');
  const told = parts.filter(({ markdown }) => markdown !== '');
  // What a short report leaves over is for the next one.
  return told.reduce((text, { name: check, code, markdown }, index) => {
    const space = Math.floor((room - bytes(text)) / (told.length - index));
    const open = code === 0 ? '' : ' open';
    const [before, after] = [`\n\n<details${open}><summary>${check}</summary>\n\n`, '\n\n</details>'];
    return `${text}${before}${fitting(markdown, space - bytes(before) - bytes(after))}${after}`;
  }, top);
}

const row = ({ name, code, sentence }: Part): string => {
  const state = code === null ? '– not run' : `${marks[code]} ${words[code]}`;
  return `| ${name} | ${state} | ${prose(sentence, 500)} |`;
};

const bytes = (text: string): number => Buffer.byteLength(text);

const cut = '**The rest is left out here**: see the reports of this run.';

/** As many whole blocks of a Markdown text as there is room for. */
export function fitting(markdown: string, room: number): string {
  const text = markdown.trim();
  if (bytes(text) <= room) return text;
  const lines = text.split('\n');
  let [kept, size, folds, fence] = [0, bytes(`\n\n${cut}`), 0, ''];
  for (const [index, line] of lines.entries()) {
    // Only between blocks: half a fence or half of what folds would swallow what comes after.
    if (line === '' && fence === '' && folds === 0) kept = index;
    const [row = ''] = /^`{3,}/.exec(line) ?? [];
    if (fence === '') {
      fence = row;
      folds += occurrences(line, '<details') - occurrences(line, '</details>');
    } else if (line === row && row.length >= fence.length) fence = '';
    size += bytes(line) + 1;
    if (size > room) break;
  }
  return `${lines.slice(0, kept).join('\n')}\n\n${cut}`.trim();
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;
