import type { Comparison } from './comparison.ts';
import { html } from './html.ts';
import { markdown } from './markdown.ts';

/** Every file of a comparison by its name: pure functions to text. */
export const comparisonFiles = {
  'changes.md': markdown,
  'changes.json': (comparison) => `${JSON.stringify(comparison, null, 1)}\n`,
  'changes.html': html,
} as const satisfies Readonly<Record<string, (comparison: Comparison) => string>>;
