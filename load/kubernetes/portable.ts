import type { Route, Settings } from '../scenarios/settings.ts';

/** Where a script finds a token: in an environment variable of k6's. */
export type TokenPlace = { env: string };

/** Settings that may be written to a disk or leave this machine: in place of each token stands where to find it. */
export type PortableSettings = Omit<Settings, 'routes' | 'secrets' | 'control' | 'duet'> & {
  routes: (Omit<Route, 'token'> & { token: TokenPlace })[];
  /** Secrets too: the script derives them from the tokens that it finds. */
  secrets: [];
  /** The generator's own server is on the machine of who started it. */
  control: null;
  /** Two targets are compared from one machine. */
  duet: null;
};

/** A token of the profile, and the variable that the profile names for it. */
export type NamedToken = { env: string; value: string };

/**
 * Puts in place of each token the variable that the profile names for it. Throws when a route has a token that is not
 * the profile's: nobody else may know a token.
 */
export function portable(settings: Settings, tokens: Iterable<NamedToken>): PortableSettings {
  const places = new Map([...tokens].map(({ env, value }) => [value, env]));
  const routes = settings.routes.map((route) => {
    const env = places.get(route.token);
    if (env === undefined) throw new Error(`the profile names no variable for the token of thread ${route.thread}`);
    return { ...route, token: { env } };
  });
  return { ...settings, routes, secrets: [], control: null, duet: null };
}

/** The variables that hold tokens, each once, in the order of the routes. */
export function tokenVariables({ routes }: PortableSettings): string[] {
  return [...new Set(routes.map(({ token }) => token.env))];
}
