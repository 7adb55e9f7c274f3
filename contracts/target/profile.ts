import { Ajv } from 'ajv';
import { type StateName, stateNames } from '../cases/state.ts';
import schema from './profile.schema.json' with { type: 'json' };
import type { EntryInProfile, Profile } from './profile-schema.ts';

/** A thread to send on, as whom, and what a body may need there. */
export type Entry = { thread: string; token: string; channelId?: string };

export type State =
  | { kind: 'ready'; entries: Entry[] }
  | { kind: 'inapplicable' }
  | { kind: 'untested'; why: string; accepted: boolean };

/** A checked profile: everything that a run needs to know of a target, tokens looked up. */
export type Target = {
  name: string;
  baseUrl: string;
  loopback: boolean;
  states: Record<StateName, State>;
  /** Token values by name. A token that the profile does not name is not here. Never written anywhere. */
  tokens: ReadonlyMap<string, { value: string; env: string }>;
  attachmentUrl: string | undefined;
  limits: { requests: number; ratePerSecond: number };
  /** The profile as given: it names variables, not tokens. */
  profile: Profile;
};

export type ProfileProblem = { pointer: string; message: string };

/** Nobody was ever given this token. */
export const unknownToken = 'sendproof-token-that-nobody-was-given';

/** Without limits in the profile: gentle with a stranger's service, free on this machine. */
const defaultLimits = {
  loopback: { requests: 100_000, ratePerSecond: 10_000 },
  remote: { requests: 2_000, ratePerSecond: 20 },
};

/**
 * Checks a profile and looks its tokens up in `env`. All problems are found at once, each with a JSON pointer into the
 * profile.
 */
export function targetOf(
  profile: unknown,
  env: Readonly<Record<string, string | undefined>>,
): { target: Target } | { problems: ProfileProblem[] } {
  const shape = shapeProblems(profile);
  if (!isProfile(profile)) return { problems: shape };
  const address = addressProblems(profile.baseUrl);
  if (address.length > 0) return { problems: address };
  const loopback = isLoopback(profile.baseUrl);
  const problems = [...meaningProblems(profile, loopback), ...tokenProblems(profile, env)];
  if (problems.length > 0) return { problems };
  const tokens = new Map(
    Object.entries(profile.tokens).flatMap(([name, token]) => {
      const value = 'env' in token ? env[token.env] : undefined;
      return value !== undefined && 'env' in token ? [[name, { value, env: token.env }] as const] : [];
    }),
  );
  return {
    target: {
      name: profile.name,
      baseUrl: profile.baseUrl.replace(/\/+$/, ''),
      loopback,
      states: Object.fromEntries(stateNames.map((name) => [name, stateOf(profile, name)])) as Record<StateName, State>,
      tokens,
      attachmentUrl: profile.attachmentUrl,
      limits: { ...defaultLimits[loopback ? 'loopback' : 'remote'], ...profile.limits },
      profile,
    },
  };
}

/** Whether a base URL leads to this machine and nowhere else. */
export function isLoopback(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const ajv = new Ajv({ allErrors: true, strict: false });
const validate = ajv.compile(schema);

function isProfile(profile: unknown): profile is Profile {
  return validate(profile);
}

function shapeProblems(profile: unknown): ProfileProblem[] {
  if (validate(profile)) return [];
  const errors = validate.errors ?? [];
  // A value that fits no branch of a union is one mistake, not one for each branch.
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ instancePath }) => instancePath);
  return errors
    .filter(({ keyword, instancePath }) => keyword === 'anyOf' || !unions.some((at) => instancePath.startsWith(at)))
    .map(({ keyword, instancePath, message, params }) => ({
      pointer: instancePath || '/',
      message:
        keyword === 'additionalProperties'
          ? `has no property ${JSON.stringify(params.additionalProperty)}`
          : keyword === 'anyOf'
            ? unionHelp(instancePath)
            : (message ?? keyword),
    }));
}

function unionHelp(pointer: string): string {
  if (pointer.startsWith('/states/'))
    return 'must be {"thread": …, "token"?, "channelId"?}, a list of these, "inapplicable" or {"untested": "why"}';
  if (pointer.startsWith('/tokens/')) return 'must be {"env": "NAME_OF_A_VARIABLE"} or {"untested": "why"}';
  return 'must be {"pid": number} or {"prometheus": URL}';
}

function addressProblems(baseUrl: string): ProfileProblem[] {
  const pointer = '/baseUrl';
  if (!URL.canParse(baseUrl)) return [{ pointer, message: 'is not a URL' }];
  const { username, password, search, hash } = new URL(baseUrl);
  return [
    ...(username || password ? [{ pointer, message: 'must not hold credentials: they would stand in reports' }] : []),
    ...(search || hash ? [{ pointer, message: 'must end with its path: /threads/… is put behind it' }] : []),
  ];
}

function meaningProblems(profile: Profile, loopback: boolean): ProfileProblem[] {
  const unnamed = stateNames.flatMap((name) =>
    listOf(profile.states[name]).flatMap(({ token }, index, all) =>
      token === undefined || token === 'unknown' || Object.hasOwn(profile.tokens, token)
        ? []
        : [
            {
              pointer: `/states/${name}${all.length > 1 ? `/${index}` : ''}/token`,
              message: `names the token ${JSON.stringify(token)}, which is not in /tokens`,
            },
          ],
    ),
  );
  const consent =
    loopback || profile.consent !== undefined
      ? []
      : [
          {
            pointer: '/consent',
            message:
              'is needed: this target is not on this machine, and messages sent to it may reach people. Say here that they may be sent',
          },
        ];
  const full = Object.hasOwn(profile.tokens, 'full') ? [] : [{ pointer: '/tokens/full', message: 'is missing' }];
  return [...full, ...unnamed, ...consent];
}

function tokenProblems(profile: Profile, env: Readonly<Record<string, string | undefined>>): ProfileProblem[] {
  return Object.entries(profile.tokens).flatMap(([name, token]) => {
    if (!('env' in token)) return [];
    const value = env[token.env];
    const pointer = `/tokens/${name}/env`;
    if (!value) return [{ pointer, message: `names the variable ${token.env}, which is not set` }];
    return /^[\x21-\x7e]+$/.test(value)
      ? []
      : [{ pointer, message: `names the variable ${token.env}, whose value cannot stand in a header` }];
  });
}

function stateOf(profile: Profile, name: StateName): State {
  const state = profile.states[name];
  if (state === undefined) return { kind: 'untested', why: `the profile names no ${name}`, accepted: false };
  if (state === 'inapplicable') return { kind: 'inapplicable' };
  if ('untested' in state) return { kind: 'untested', why: state.untested, accepted: true };
  return { kind: 'ready', entries: listOf(state).map((entry) => ({ ...entry, token: entry.token ?? 'full' })) };
}

function listOf(state: Profile['states'][StateName]): EntryInProfile[] {
  if (state === undefined || state === 'inapplicable' || 'untested' in state) return [];
  return Array.isArray(state) ? state : [state];
}
