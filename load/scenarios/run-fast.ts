/** As `run.ts`, for a k6 that has the module `k6/x/sendproof`. */
import { idle, learn, plan, settle, start, tell } from 'k6/x/sendproof';
import { base64 } from './base64.ts';
import { optionsOf } from './options.ts';
import { ready } from './prepare.ts';
import { askControl, sender } from './send.ts';
import { readSettings } from './settings.ts';

// An object of functions, since k6 looks up what is imported at each use.
const host = { idle, learn, plan, settle, start, tell };
const settings = readSettings(__ENV.SENDPROOF_LOAD, __ENV, base64);
const load = ready(settings, host);

export const options = optionsOf(settings);

export default sender(load, host);

export function control(): void {
  askControl(load, host);
}
