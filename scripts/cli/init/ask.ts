import { type CANCEL_SYMBOL, confirm, select, text } from '@clack/prompts';
import { noAnswer } from '../errors.ts';
import type { Io } from '../io.ts';

export type TextQuestion = {
  message: string;
  /** An example; nothing is filled in. */
  example?: string;
  /** Filled in, to be kept or changed. */
  initial?: string;
  /** Nothing may be the answer. */
  optional?: true;
  /** What is wrong with an answer; undefined when nothing is. */
  check?: (answer: string) => string | undefined;
};

export type Choice = { value: string; label: string; hint?: string };

/** Asks a person. Every answer is without spaces around it. Rejects when the person would rather not go on. */
export type Ask = {
  text(question: TextQuestion): Promise<string>;
  choose(message: string, choices: Choice[], initial?: string): Promise<string>;
  confirm(message: string): Promise<boolean>;
};

/** Asks at a terminal. */
export function askAt({ stdin, stderr, signal }: Io): Ask {
  const at = { input: stdin, output: stderr, signal };
  return {
    text: async ({ message, example, initial, optional, check }) => {
      const answer = await text({
        ...at,
        message,
        ...(example === undefined ? {} : { placeholder: example }),
        ...(initial === undefined ? {} : { initialValue: initial }),
        validate: (given) => {
          const value = (given ?? '').trim();
          if (value === '') return optional ? undefined : 'An answer is needed here.';
          return check?.(value);
        },
      });
      return answered(answer).trim();
    },
    choose: async (message, options, initial) =>
      answered(await select({ ...at, message, options, ...(initial === undefined ? {} : { initialValue: initial }) })),
    confirm: async (message) => answered(await confirm({ ...at, message, initialValue: false })),
  };
}

function answered<Value extends string | boolean>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (typeof answer === 'symbol') throw noAnswer('stopped before the last question', 'Nothing was written.');
  return answer;
}
