import type { Wrong } from './judge.ts';
import type { Message } from './prepare.ts';
import { redact } from './redact.ts';
import type { Fault } from './result.ts';

const LONGEST_BODY = 1500;
const LONGEST_WHY = 300;

/** The kinds of which this virtual user has given an example. */
const shown = new Set<string>();

/** What was wrong and, in a duet, whose fault it is, as JSON; with an example when it is the first of its kind and there was an answer. */
export function faultOf(
  { outcome, why: words }: Wrong,
  exchange: { whose: Message['whose']; channel: string; request: string; status: number; body: string },
  secrets: string[],
): string {
  const owner = exchange.whose === null ? '' : `${exchange.whose}: `;
  const why = redact(owner + words, secrets, LONGEST_WHY);
  const fault: Fault = { why };
  const kind = `${owner}${outcome} ${exchange.channel}`;
  if (exchange.status !== 0 && !shown.has(kind)) {
    shown.add(kind);
    const body = redact(exchange.body, secrets, LONGEST_BODY);
    fault.example = `${why}. ${exchange.request} answered ${exchange.status}: ${body}`;
  }
  return JSON.stringify(fault);
}
