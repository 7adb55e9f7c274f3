/** What can go wrong with a run's files and events. None of them says anything about the target. */
export type RunErrorKind =
  | 'no-header'
  | 'no-space'
  | 'not-writable'
  | 'not-empty'
  | 'not-readable'
  | 'not-a-record'
  | 'changed';

/** An expected error: what happened, where, and what to do next. It is printed without its stack. */
export class RunError extends Error {
  override readonly name = 'RunError';
  readonly kind: RunErrorKind;
  readonly where: string;
  readonly hint: string;

  constructor(error: { kind: RunErrorKind; what: string; where: string; hint: string; cause?: unknown }) {
    super(error.what, { cause: error.cause });
    this.kind = error.kind;
    this.where = error.where;
    this.hint = error.hint;
  }
}
