import type { Settings } from '../../scenarios/settings.ts';
import { type ClusterPlan, DEFAULTS } from '../plan.ts';
import { portable } from '../portable.ts';

export const TOKEN = 'pl_secret_0123456789';
export const OTHER_TOKEN = 'other/secret+0123==';
export const TOKENS = [
  { env: 'ACME_TOKEN', value: TOKEN },
  { env: 'ACME_TOKEN_BARE', value: OTHER_TOKEN },
  { env: 'ACME_TOKEN_UNUSED', value: 'unused-secret' },
];

const vus = { ready: 20, most: 50 };

/** For tests: 10 requests a second for a minute on three threads, as the harness holds them: with their tokens. */
export const settings: Settings = {
  scenario: 'average',
  baseUrl: 'https://staging.acme.example/api/v2',
  routes: [
    { channel: 'email', thread: 'thr_1', token: TOKEN },
    { channel: 'slack', thread: 'thr_2', token: OTHER_TOKEN, channelId: 'C024BE91L' },
    { channel: 'teams', thread: 'thr_3', token: TOKEN },
  ],
  turns: [
    [0, 'plain'],
    [1, 'plain'],
    [2, 'html-small'],
  ],
  model: { kind: 'open', stages: [{ rate: 10, start: 0, seconds: 60, requests: 600, vus }] },
  timeout: 10,
  fields: {},
  attachmentUrl: 'https://files.acme.example/test.pdf',
  secrets: [TOKEN, OTHER_TOKEN],
  control: { url: 'http://127.0.0.1:4000/', rate: 5 },
  duet: null,
};

/** For tests: a plan that can be carried out, with changes. */
export function planWith(changes: Partial<ClusterPlan> = {}): ClusterPlan {
  return { ...DEFAULTS, output: 'extension', code: '// script\n', settings: portable(settings, TOKENS), ...changes };
}
