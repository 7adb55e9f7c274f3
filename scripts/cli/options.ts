import { randomInt } from 'node:crypto';
import { Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import { engines } from '../../contracts/cases/engine.ts';

/** What every command understands. */
export type CommonOptions = {
  out?: string | undefined;
  json: boolean;
  quiet: boolean;
  color: boolean;
  /** Only where a run is signed. */
  key?: string | undefined;
};

const runDirectory = 'where to put the run (default: results/<time>-<command>)';

/** A command with the options that every command has, and an example in its help. `out` says what goes where. */
export function command(name: string, description: string, example: string, out = runDirectory) {
  return new Command(name)
    .description(description)
    .option('--out <path>', out)
    .option('--json', 'machine-readable result on standard output', false)
    .option('--quiet', 'no progress and no summary', false)
    .option('--no-color', 'no colours')
    .addHelpText('after', `\nExample:\n  ${example}`);
}

/** What says which cases are sent, by whom, and how strictly they are judged. */
export function withContractOptions<Args extends unknown[], Values extends OptionValues>(on: Command<Args, Values>) {
  return on
    .addOption(engineOption())
    .addOption(onlyOption())
    .option('--strict', 'warnings fail, too', false)
    .addOption(keyOption())
    .option('--waivers <file>', 'known failures that do not fail the run until a day (JSON)')
    .option('--seed <number>', 'seed of everything random', wholeNumber)
    .option('--resume <dir>', 'go on with a run that was interrupted; what was answered is not sent again');
}

const engineOption = () =>
  new Option('--engine <name>', 'only this engine; may be given again (default: all three)')
    .choices(engines)
    .argParser((value: string, before: (typeof engines)[number][] | undefined) => {
      const engine = engines.find((one) => one === value);
      if (engine === undefined) throw new InvalidArgumentError(`Allowed choices are ${engines.join(', ')}.`);
      return [...(before ?? []), engine];
    });

export const keyOption = () =>
  new Option(
    '--key <file>',
    'private key to sign the run with (default: $SENDPROOF_SIGNING_KEY, else one of your own)',
  );

export const onlyOption = () =>
  new Option('--only <id-or-glob>', 'only cases of this id or clause, * for anything; may be given again').argParser(
    (value: string, before: string[] | undefined) => [...(before ?? []), value],
  );

/** A positive number. */
export function positive(value: string): number {
  const number = Number(value);
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError('It must be a number above 0.');
  return number;
}

export function wholeNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  return number;
}

/** Seconds from a duration such as `90s`, `2m` or plain `60`. */
export function seconds(value: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value) ?? [];
  if (amount === undefined) throw new InvalidArgumentError('It must be a duration such as 60s, 2m or 1h.');
  return positive(amount) * (unitSeconds[unit ?? 's'] ?? 1);
}

const unitSeconds: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** The seed that was asked for, or another one each time; it stands in the record. */
export function seedFrom(given: number | undefined): number {
  return given ?? randomInt(2 ** 31);
}
