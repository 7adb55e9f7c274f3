import { clip, legible, oneLine } from '../text.ts';

/** Any text as one line of Markdown prose: whatever it holds, it shows as itself. */
export const prose = (text: string, length = 1000): string =>
  oneLine(legible(clip(text, length)))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]#|~$]/g, '\\$&')
    // A bare address would become a link, and a name after @ would call somebody.
    .replace(/@/g, '@\u200B')
    .replace(/:\/\//g, ':\u200B//')
    .replace(/^([-+]|\d+[.)])(?=\s)/, '\\$1');

/** Prose for a cell of a table. */
export const oneCell = (text: string): string => prose(text, 300);

/** Any text on one line as code: HTML, because a span of backticks cannot hold every text, and a cell no `|`. */
export const code = (text: string, length = 300): string =>
  `<code>${oneLine(legible(clip(text, length)))
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]#|~!$@:]/g, (c) => `&#${c.charCodeAt(0)};`)}</code>`;

/** Any text as a block of code: its fence is longer than any row of backticks in it. */
export const block = (text: string, language = '', length = 6000): string => {
  const inside = legible(clip(text, length));
  const longest = Math.max(2, ...[...inside.matchAll(/`+/g)].map((m) => m[0].length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${inside}\n${fence}`;
};
