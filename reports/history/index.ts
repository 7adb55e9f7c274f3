import type { History } from './history.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';

/** Every file of a history by its name: pure functions to text. */
export const historyFiles = {
  'history.md': markdown,
  'history.json': (history) => `${JSON.stringify(history, null, 1)}\n`,
  'history.html': html,
} as const satisfies Readonly<Record<string, (history: History) => string>>;
