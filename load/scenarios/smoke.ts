/** smoke: a low, constant rate for some seconds: does it answer, rightly, and how fast when it is not pressed? */
import { openModel } from './options.ts';
import { sendNext } from './send.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(__ENV.SENDPROOF_LOAD);

export const options = openModel('smoke', settings);

export default function smoke(): void {
  sendNext(settings);
}
