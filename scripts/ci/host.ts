import { type Json, property, text } from '../../contracts/clauses/json.ts';
import type { Io } from '../cli/io.ts';
import type { Base } from './merge-base.ts';

/** The CI service that runs this, and what it says of the change that is under review. */
export type Host = {
  kind: 'github' | 'gitlab' | 'none';
  /** What the change is to be merged into; null when nothing says so. */
  base: Base | null;
  /** Number of the pull or merge request, if this is one's run. */
  request: number | null;
  /** The commit that people know, which is not always the one that is checked out. */
  commit: string | null;
  /** Where people see this run. */
  url: string | null;
};

/** Reads the variables of GitHub Actions and GitLab CI. `event` is the content of `$GITHUB_EVENT_PATH`. */
export function hostOf(env: Io['env'], event: Json): Host {
  if (env.GITHUB_ACTIONS === 'true') return github(env, event);
  if (env.GITLAB_CI === 'true') return gitlab(env);
  return { kind: 'none', base: null, request: null, commit: null, url: null };
}

function github(env: Io['env'], event: Json): Host {
  const pull = property(event, 'pull_request');
  const number = property(pull, 'number');
  // The tip that the event names may be older than the one that the pull request was merged with to be tested.
  const queued = text(property(property(event, 'merge_group'), 'base_sha'));
  const base: Base | null = env.GITHUB_BASE_REF
    ? { kind: 'branch', name: env.GITHUB_BASE_REF }
    : queued === undefined
      ? null
      : { kind: 'revision', name: queued };
  return {
    kind: 'github',
    base,
    request: typeof number === 'number' ? number : null,
    commit: text(property(property(pull, 'head'), 'sha')) ?? env.GITHUB_SHA ?? null,
    url: env.GITHUB_RUN_ID
      ? `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/actions/runs/${env.GITHUB_RUN_ID}`
      : null,
  };
}

function gitlab(env: Io['env']): Host {
  // In a pipeline for merged results HEAD holds what the target branch has, too.
  const base = env.CI_MERGE_REQUEST_TARGET_BRANCH_SHA || env.CI_MERGE_REQUEST_DIFF_BASE_SHA;
  return {
    kind: 'gitlab',
    base: base ? { kind: 'revision', name: base } : null,
    request: env.CI_MERGE_REQUEST_IID ? Number(env.CI_MERGE_REQUEST_IID) : null,
    commit: env.CI_COMMIT_SHA ?? null,
    url: env.CI_JOB_URL ?? null,
  };
}
