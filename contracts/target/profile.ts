import { Ajv } from 'ajv';
import { type KnownState, type StateName, stateNames } from '../cases/state.ts';
import { property } from '../clauses/json.ts';
import schema from './profile.schema.json' with { type: 'json' };
import type { EntryInProfile, Profile } from './profile-schema.ts';
import { providerStateProblems } from './provider-states.ts';
import { tokenProblems } from './token-problems.ts';

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
  /** Those that the profile names besides are of channels that another document has. */
  states: Record<KnownState, State> & Readonly<Record<string, State | undefined>>;
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
  const problems = [
    ...shapeProblems(profile),
    ...addressProblems(property(profile, 'baseUrl')),
    ...tokenProblems(profile, env),
    ...providerStateProblems(property(profile, 'providerStates'), property(profile, 'tokens')),
    ...consentProblems(profile),
  ];
  if (problems.length > 0 || !isProfile(profile)) return { problems };
  const loopback = isLoopback(profile.baseUrl);
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
      states: statesOf(profile),
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
  if (pointer.startsWith('/providerStates/'))
    return 'must be the name of a state, {"state": …, "token"?} or {"untested": "why"}';
  return 'must be {"pid": number} or {"prometheus": URL}';
}

// What follows looks at profiles of any shape: a person wants to know all that is wrong, not the first layer of it.

function addressProblems(baseUrl: unknown): ProfileProblem[] {
  const pointer = '/baseUrl';
  if (!isWebAddress(baseUrl)) return [];
  if (!URL.canParse(baseUrl)) return [{ pointer, message: 'is not a URL' }];
  const { username, password } = new URL(baseUrl);
  return [
    ...(username || password ? [{ pointer, message: 'must not hold credentials: they would stand in reports' }] : []),
    ...(/[?#]/.test(baseUrl) ? [{ pointer, message: 'must end with its path: /threads/… is put behind it' }] : []),
  ];
}

/** What is none is a problem of shape, and said once. */
function isWebAddress(baseUrl: unknown): baseUrl is string {
  return typeof baseUrl === 'string' && /^https?:\/\//.test(baseUrl);
}

function consentProblems(profile: unknown): ProfileProblem[] {
  const baseUrl = property(profile, 'baseUrl');
  if (!isWebAddress(baseUrl) || !URL.canParse(baseUrl) || isLoopback(baseUrl)) return [];
  if (property(profile, 'consent') !== undefined) return [];
  const message =
    'is needed: this target is not on this machine, and messages sent to it may reach people. Say here that they may be sent';
  return [{ pointer: '/consent', message }];
}

function statesOf(profile: Profile): Target['states'] {
  const names = [...new Set([...stateNames, ...Object.keys(profile.states)])];
  return Object.fromEntries(names.map((name) => [name, stateIn(profile, name)])) as Target['states'];
}

/** What a profile says of a state. */
export function stateOf({ states }: Pick<Target, 'states'>, name: StateName): State {
  return states[name] ?? leftOut(name);
}

function leftOut(name: string): State {
  return { kind: 'untested', why: `the profile names no ${name}`, accepted: false };
}

function stateIn(profile: Profile, name: string): State {
  const state = profile.states[name];
  if (state === undefined) return leftOut(name);
  if (state === 'inapplicable') return { kind: 'inapplicable' };
  if ('untested' in state) return { kind: 'untested', why: state.untested, accepted: true };
  return { kind: 'ready', entries: listOf(state).map((entry) => ({ ...entry, token: entry.token ?? 'full' })) };
}

function listOf(state: Profile['states'][string]): EntryInProfile[] {
  if (state === undefined || state === 'inapplicable' || 'untested' in state) return [];
  return Array.isArray(state) ? state : [state];
}
