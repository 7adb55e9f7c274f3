import type { ReferenceServer } from './testing/reference.ts';

/** What a tool said about one server. */
export type Answer = {
  /** `failed`: something is wrong with the server. `unclear`: the tool came to no conclusion. */
  outcome: 'failed' | 'passed' | 'unclear';
  /** The tool's own words, in short. */
  words: string;
};

/** A server as a tool sees it. */
export type Target = Pick<ReferenceServer, 'url' | 'profile' | 'env'>;

/** How long a tool may take for one server. */
export const limitMs = 300_000;

/** What a run may use up: an empty directory of its own, and time. */
export type Means = { directory: string; limitMs: number };

export type Tool = {
  /** Its name on the command line and in the results. */
  name: string;
  title: string;
  version: string;
  /** How it is run, and what had to be switched off so that it passes the clean server. Markdown. */
  settings: string;
  /** Installs what is missing. */
  prepare(): Promise<void>;
  run(target: Target, means: Means): Promise<Answer>;
};

/** A tool that came to no conclusion, through nobody's mistake: too slow, say. */
export class NoAnswer extends Error {}
