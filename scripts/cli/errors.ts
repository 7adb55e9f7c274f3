/** An expected error: what happened, and what to do next. Printed without a stack; its exit code is part of its kind. */
export class ExpectedError extends Error {
  override readonly name = 'ExpectedError';
  readonly exitCode: 2 | 3;
  readonly hint: string;

  constructor(exitCode: 2 | 3, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** The user asked for something that cannot be; nothing was sent. */
export const misuse = (message: string, hint: string) => new ExpectedError(2, message, hint);

/** No answer could be given. */
export const noAnswer = (message: string, hint: string, cause?: unknown) =>
  new ExpectedError(3, message, hint, { cause });
