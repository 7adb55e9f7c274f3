import type { Engine } from '../../contracts/cases/engine.ts';
import type { Profile } from '../../contracts/target/profile-schema.ts';

export type { Engine, Profile };

/** What a suite is about. Paths are from where vitest was started. */
export type SuiteOptions = {
  /**
   * A profile or the path of one; or a function that gives it, called once all `beforeAll` of the file have run: the
   * server may have been started there.
   */
  target: Profile | string | (() => Profile | string | Promise<Profile | string>);
  /** Path of the document, or `git:REV:PATH`; the one that comes with sendproof when left out. */
  contract?: string;
  /** Only cases of these ids or clauses; `*` stands for anything. */
  only?: readonly string[];
  /** Decides the order of the cases and what is drawn at random; another one in each run when left out. */
  seed?: number;
  /** Path of a file of waivers: what it names is skipped until its day. */
  waivers?: string;
  /** All three when left out. */
  engines?: readonly Engine[];
};
