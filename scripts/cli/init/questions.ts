import { type KnownState, stateNames } from '../../../contracts/cases/state.ts';
import { targetOf } from '../../../contracts/target/profile.ts';
import type { EntryInProfile, Profile } from '../../../contracts/target/profile-schema.ts';
import type { Ask } from './ask.ts';
import { stateInWords } from './states.ts';
import { wrongVariable } from './variable.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Tokens = Profile['tokens'];

/** Asks for all that a profile may say, and checks each answer as a profile is checked. */
export async function profileFrom(ask: Ask, env: Env): Promise<Profile> {
  const name = await ask.text({ message: 'What reports will call this target', example: 'acme-staging' });
  const baseUrl = await ask.text({
    message: 'Its base URL: what stands before /threads/…',
    example: 'https://staging.acme.example/api/v2',
    check: (answer) => problemAt('/baseUrl', { name, baseUrl: answer }),
  });
  const isRemote = problemAt('/consent', { name, baseUrl }) !== undefined;
  const consent = isRemote
    ? await ask.text({
        message: 'It is not on this machine: messages may reach people. Say who gets them, and that they may be sent',
        example: 'sends real messages to test threads only',
      })
    : undefined;
  const tokens = await tokensFrom(ask, env);
  const states = await statesFrom(ask, tokens);
  const attachmentUrl = await ask.text({
    message: 'The https URL of a file that it can fetch, for attachments (may be left out)',
    optional: true,
    check: (answer) => problemAt('/attachmentUrl', { attachmentUrl: answer }),
  });
  const profile = {
    name,
    baseUrl,
    ...(consent === undefined ? {} : { consent }),
    tokens,
    states,
    ...(attachmentUrl === '' ? {} : { attachmentUrl }),
  };
  return { ...profile, limits: await limitsFrom(ask, profile) };
}

async function tokensFrom(ask: Ask, env: Env): Promise<Tokens> {
  const check = (answer: string) => wrongVariable(answer, env);
  const message = 'The environment variable that holds a token';
  const full = await ask.text({ message: `${message} with the scope messages:write`, example: 'ACME_TOKEN', check });
  const other = async (what: string, example: string): Promise<Tokens[string]> => {
    const variable = await ask.text({
      message: `${message} ${what} (may be left out)`,
      example,
      optional: true,
      check,
    });
    return variable === '' ? untested(ask) : { env: variable };
  };
  return {
    full: { env: full },
    'no-scope': await other('without that scope', 'ACME_TOKEN_READONLY'),
    bare: await other('of a workspace without any integration', 'ACME_TOKEN_BARE'),
  };
}

async function statesFrom(ask: Ask, tokens: Tokens): Promise<Profile['states']> {
  const states: Profile['states'] = {};
  for (const name of stateNames) states[name] = await stateFrom(ask, name, tokens);
  return states;
}

async function stateFrom(ask: Ask, name: KnownState, tokens: Tokens): Promise<Profile['states'][string]> {
  const kind = await ask.choose(`${name}: ${stateInWords[name]}`, [
    { value: 'thread', label: 'I have the id of one' },
    { value: 'inapplicable', label: 'this service has none', hint: 'its cases do not apply' },
    { value: 'untested', label: 'I have none', hint: 'its cases stay untested, and reports say why' },
  ]);
  if (kind === 'inapplicable') return kind;
  return kind === 'untested' ? untested(ask) : entryFrom(ask, name, tokens);
}

async function entryFrom(ask: Ask, name: KnownState, tokens: Tokens): Promise<EntryInProfile> {
  const thread = await ask.text({
    message: 'Its id',
    ...(name === 'unknown-thread' ? { initial: 'thr_does_not_exist' } : {}),
  });
  const channelId =
    name === 'slack-thread' ? await ask.text({ message: 'The Slack channel to send to, by its id' }) : '';
  const token = await tokenFrom(ask, name, tokens);
  return { thread, ...(token === 'full' ? {} : { token }), ...(channelId === '' ? {} : { channelId }) };
}

/** Threads of other workspaces may need another token; there is nothing to choose where there is only one. */
async function tokenFrom(ask: Ask, name: KnownState, tokens: Tokens): Promise<string> {
  const bare = tokens.bare !== undefined && 'env' in tokens.bare;
  if (!bare || !(name.endsWith('-not-configured') || name === 'foreign-thread')) return 'full';
  const labels = { full: 'the one with the scope', bare: 'the one of the workspace without any integration' };
  return ask.choose(
    'The token to ask with',
    [
      { value: 'bare', label: labels.bare },
      { value: 'full', label: labels.full },
    ],
    'bare',
  );
}

async function untested(ask: Ask): Promise<{ untested: string }> {
  return { untested: await ask.text({ message: 'Why it stays untested, as every report will say' }) };
}

async function limitsFrom(ask: Ask, profile: Omit<Profile, 'limits'>): Promise<Profile['limits']> {
  const checked = checkedDraft(profile);
  if ('problems' in checked) throw new TypeError(`the answers make no profile: ${JSON.stringify(checked.problems)}`);
  const limit = async (key: 'requests' | 'ratePerSecond', message: string): Promise<number> =>
    Number(
      await ask.text({
        message,
        initial: String(checked.target.limits[key]),
        check: (answer) => problemAt('/limits', { ...profile, limits: { [key]: Number(answer) } }),
      }),
    );
  return {
    requests: await limit('requests', 'At most this many requests in a run'),
    ratePerSecond: await limit('ratePerSecond', 'At most this many a second'),
  };
}

/** What is wrong at one place of a profile that is not whole yet. */
function problemAt(pointer: string, draft: Partial<Profile>): string | undefined {
  const checked = checkedDraft(draft);
  if ('target' in checked) return undefined;
  return checked.problems.find((one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))?.message;
}

/** As if every variable were set: they need not be where the profile is written. */
function checkedDraft(draft: Partial<Profile>): ReturnType<typeof targetOf> {
  const named = Object.values(draft.tokens ?? {}).flatMap((token) => ('env' in token ? [token.env] : []));
  return targetOf(draft, Object.fromEntries(named.map((variable) => [variable, 'set'])));
}
