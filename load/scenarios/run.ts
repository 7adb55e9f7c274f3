/**
 * The one file that k6 runs, for every scenario: the harness has worked out what to send, and says so in the settings.
 * k6 takes its options and its functions from the exports. `run-fast.ts` is the same for our own build of k6.
 */

import { base64 } from './base64.ts';
import { optionsOf } from './options.ts';
import { ready } from './prepare.ts';
import { askControl, sender } from './send.ts';
import { readSettings } from './settings.ts';
import { stockHost } from './stock-host.ts';

const settings = readSettings(__ENV.SENDPROOF_LOAD, __ENV, base64);
const load = ready(settings, stockHost);

export const options = optionsOf(settings);

export default sender(load, stockHost);

export function control(): void {
  askControl(load, stockHost);
}
