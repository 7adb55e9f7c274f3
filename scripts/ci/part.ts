import type { Annotation } from '../../reports/annotations/annotation.ts';

/** What one check came to. */
export type Part = {
  name: 'diff' | 'contract' | 'compare';
  /** Exit code of its command: 0 holds, 1 falls short, 2 misuse, 3 no answer; null where it did not apply. */
  code: 0 | 1 | 2 | 3 | null;
  /** The answer in one sentence; what went wrong where there is none. */
  sentence: string;
  /** Its report. */
  markdown: string;
  annotations: readonly Annotation[];
};

/** The exit code of the whole: that of what failed first. */
export const codeOf = (parts: readonly Part[]): 0 | 1 | 2 | 3 =>
  parts.map(({ code }) => code ?? 0).find((code) => code !== 0) ?? 0;
