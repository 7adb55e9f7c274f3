/** What is said at a line of the contract file, beside the change that a person reviews. */
export type Annotation = {
  level: 'error' | 'warning' | 'notice';
  /** From 1. */
  line: number;
  title: string;
  message: string;
  /** What it stands on: the id of a clause, the name of what has changed. */
  rule: string;
  /** What makes it the same in another run: nothing that a seed, a port, a clock or an edit above it changes. */
  identity: readonly (string | null)[];
};

const weight = { error: 0, warning: 1, notice: 2 };

/** The worst first, else in the order of the file. */
export const worstFirst = (annotations: readonly Annotation[]): Annotation[] =>
  annotations.toSorted((a, b) => weight[a.level] - weight[b.level] || a.line - b.line);
