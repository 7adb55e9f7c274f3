import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import { isObject, type Json } from '../../contracts/clauses/json.ts';
import { type Broker, fetchPacts } from '../../contracts/consumers/broker.ts';
import { type ConsumerPact, type PactsRead, readPacts } from '../../contracts/consumers/pact.ts';
import { misuse, noAnswer } from './errors.ts';
import { fromUser, type Io } from './io.ts';

/** What says where the pacts of consumers are; the names are those of Pact's own Verifier. */
export type PactOptions = {
  pacts?: string | undefined;
  provider?: string | undefined;
  pactBrokerUrl?: string | undefined;
  consumerVersionSelectors?: Json[] | undefined;
  providerVersionBranch?: string | undefined;
};

/** Credentials are no options: whoever lists processes would read them. */
export function withPactOptions<Args extends unknown[], Values extends OptionValues>(on: Command<Args, Values>) {
  return on
    .addOption(
      new Option('--pacts <path>', 'pacts of consumers: a file, or a folder of them').conflicts('pactBrokerUrl'),
    )
    .option('--provider <name>', 'the name that this API has in pacts')
    .option(
      '--pact-broker-url <url>',
      'fetch the pacts of --provider there ($PACT_BROKER_BASE_URL); credentials: $PACT_BROKER_TOKEN, or $PACT_BROKER_USERNAME and $PACT_BROKER_PASSWORD',
    )
    .option(
      '--consumer-version-selectors <json>',
      `which pacts of the broker (default: ${JSON.stringify(usual)})`,
      list,
    )
    .option('--provider-version-branch <name>', 'branch of the provider, for the selector "matchingBranch"');
}

/** What Pact's documentation recommends: whatever is in use, and whatever will be. */
const usual: Json[] = [{ mainBranch: true }, { deployedOrReleased: true }];

function list(value: string): Json[] {
  const selectors = parsed(value);
  const all = Array.isArray(selectors) ? selectors : [selectors];
  if (all.length === 0 || !all.every(isObject))
    throw new InvalidArgumentError('It must be a list of selectors in JSON, such as [{"mainBranch": true}].');
  return all;
}

function parsed(value: string): Json {
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
}

/** The pacts that were asked for; `undefined` when none were. Throws misuse, or that there is no answer. */
export async function loadPacts(io: Io, options: PactOptions): Promise<ConsumerPact[] | undefined> {
  if (options.pacts !== undefined) return ofProvider(filesAt(io, options.pacts), options.pacts, options.provider);
  const broker = brokerFrom(io, options);
  if (broker !== undefined) return usable(await fetchPacts(broker, fetch, io.signal));
  const idle = (['provider', 'consumerVersionSelectors', 'providerVersionBranch'] as const).some(
    (name) => options[name] !== undefined,
  );
  if (idle) throw misuse('no pacts are given to choose from', 'Give --pacts PATH, or --pact-broker-url URL.');
  return undefined;
}

/** The broker that was asked for, if one was. Like Pact's libraries, the environment alone counts with --provider only. */
export function brokerFrom({ env }: Pick<Io, 'env'>, options: PactOptions): Broker | undefined {
  const { provider, consumerVersionSelectors = usual, providerVersionBranch } = options;
  const pactBrokerUrl = options.pactBrokerUrl ?? (provider === undefined ? undefined : env.PACT_BROKER_BASE_URL);
  if (pactBrokerUrl === undefined) return undefined;
  const { protocol, username, password } = URL.parse(pactBrokerUrl) ?? {};
  if (username || password)
    throw misuse(
      'the URL of the Pact Broker holds credentials, which everybody can read in the list of processes',
      'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.',
    );
  if (protocol !== 'http:' && protocol !== 'https:')
    throw misuse(`${pactBrokerUrl} is not the URL of a Pact Broker`, 'For example https://broker.example.com.');
  if (provider === undefined)
    throw misuse(
      'a broker is asked for the pacts of one provider',
      'Give --provider the name that this API has there.',
    );
  return { pactBrokerUrl, provider, consumerVersionSelectors, providerVersionBranch, credentials: credentialsIn(env) };
}

function credentialsIn(env: Io['env']): Broker['credentials'] {
  const { PACT_BROKER_TOKEN: token, PACT_BROKER_USERNAME: username, PACT_BROKER_PASSWORD: password } = env;
  if (token) return { token };
  return username && password ? { username, password } : null;
}

function usable(read: PactsRead): ConsumerPact[] {
  if ('pacts' in read) return read.pacts;
  const { kind, message, hint } = read.problem;
  throw kind === 'misuse' ? misuse(message, hint) : noAnswer(message, hint);
}

/** Pacts of a file or of the files of a folder, named as the user would name them. */
export function filesAt(io: Io, path: string): ConsumerPact[] {
  const file = fromUser(io, path);
  try {
    const names = statSync(file).isDirectory()
      ? readdirSync(file)
          .filter((name) => name.endsWith('.json'))
          .toSorted()
          .map((name) => join(path, name))
      : [path];
    if (names.length === 0) throw misuse(`no pact is in ${path}`, 'Give a folder with pacts (*.json), or a file.');
    return usable(readPacts(names.map((name) => ({ source: name, text: readFileSync(fromUser(io, name), 'utf8') }))));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw misuse(`the pacts ${path} cannot be read (${error.code})`, 'Give --pacts a folder of pacts, or a file.');
  }
}

function ofProvider(pacts: ConsumerPact[], path: string, provider: string | undefined): ConsumerPact[] {
  const own = pacts.filter((one) => provider === undefined || one.provider === provider);
  if (own.length > 0) return own;
  const others = [...new Set(pacts.map((one) => `"${one.provider}"`))].join(', ');
  throw misuse(
    `no pact in ${path} is of provider "${provider}": they are of ${others}`,
    'Give --provider one of these names, or --pacts the pacts of this API.',
  );
}
