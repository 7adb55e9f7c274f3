import { setTimeout as sleep } from 'node:timers/promises';
import { type Case, tokenChanges } from '../cases/case.ts';
import type { Clock } from './clock.ts';
import { openCrowd } from './crowd.ts';
import {
  type Answer,
  type Exchange,
  exchange,
  field,
  type HeaderList,
  type Message,
  type NoAnswer,
  type Sending,
  type Subject,
} from './exchange.ts';
import { type Pace, pacer } from './pace.ts';
import type { Target } from './profile.ts';
import { changed, tokenPlaceholder } from './token.ts';
import { type Connection, fieldsSent, type Transport } from './transport.ts';

/** The only road to a target: every request of every engine passes here, and leaves an exchange. */
export type Gate<For extends Subject = Case> = {
  target: Target;
  /**
   * Sends one message of one case, again where it is put off, and gives the last exchange. Never rejects: what went
   * wrong is in the exchange.
   */
  send(sending: Sending<For>, thread: string, message: Message, connection?: Connection): Promise<Exchange<For>>;
  /** How many more requests the profile allows. */
  left(): number;
};

export type GateOptions<For extends Subject = Case> = {
  target: Target;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  /** Requests that an earlier part of the run has sent already; exchanges are numbered on from there. */
  before?: number;
  /** Told of each exchange as it ends. */
  onExchange: (exchange: Exchange<For>) => void;
};

/** How long one request may be waited out, in all: 429 and 503 say "later", not "no". */
const patience = { requests: 6, attempts: 5, waitMs: 30_000, firstWaitMs: 250 };

/** A target that has stopped answering is left alone after this many failures in a row. */
const giveUpAfter = 24;

export function openGate<For extends Subject = Case>({
  target,
  transport,
  clock,
  signal,
  before = 0,
  onExchange,
}: GateOptions<For>): Gate<For> {
  const pace: Pace = pacer(target.limits.ratePerSecond, clock);
  const crowd = openCrowd();
  let sent = before;
  let numbered = before;
  let silent = 0;
  let putOff = 0;

  const ask = async (url: string, message: Message, connection?: Connection): Promise<Answer | NoAnswer> => {
    if (sent >= target.limits.requests)
      return limit(`the profile's limit of ${target.limits.requests} requests is reached`);
    if (silent >= giveUpAfter) return limit(`the target left ${giveUpAfter} requests in a row without an answer`);
    sent += 1;
    await pace(signal);
    if (signal.aborted) return limit('the run was stopped');
    const answer = await transport(url, message, signal, connection);
    if (signal.aborted && answer.kind === 'none') return limit('the run was stopped');
    silent = isSilence(answer) ? silent + 1 : 0;
    return answer;
  };

  return {
    target,
    left: () => Math.max(0, target.limits.requests - sent),
    async send(sending, thread, message, connection) {
      const url = target.baseUrl + message.path;
      const real = { ...message, headers: withTokens(message.headers, target) };
      let waited = 0;
      for (let attempt = 1; ; attempt += 1) {
        numbered += 1;
        const id = `x${String(numbered).padStart(4, '0')}`;
        await crowd.enter();
        const sentAt = clock.now();
        const answer = await ask(url, real, connection);
        crowd.leave(saysLater(answer));
        const done = exchange({
          ...sending,
          id,
          thread,
          request: { method: 'POST', url, headers: fieldsSent(url, real, connection), body: message.body },
          answer,
          sentAt,
          duration: clock.now() - sentAt,
          attempt,
        });
        onExchange(done);
        const wait = waitBefore(answer, attempt, clock);
        // A target that has said "later" to the end again and again is not asked to the end any more.
        const stands =
          putOff >= patience.requests ||
          wait === undefined ||
          waited + wait > patience.waitMs ||
          attempt >= patience.attempts ||
          signal.aborted;
        if (stands) {
          putOff = saysLater(answer) ? putOff + 1 : 0;
          return done;
        }
        waited += wait;
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
    },
  };
}

/** Milliseconds to wait before sending again; `undefined` when the answer stands. */
function waitBefore(answer: Answer | NoAnswer, attempt: number, clock: Clock): number | undefined {
  // A connection that breaks may be one that the target had just closed for idleness: once more, on a new one.
  if (answer.kind === 'none')
    return (answer.cause === 'broken' || answer.cause === 'closed') && attempt === 1 ? 0 : undefined;
  if (!saysLater(answer)) return undefined;
  return retryAfter(field(answer.headers, 'retry-after'), clock) ?? patience.firstWaitMs * 2 ** (attempt - 1);
}

/** Retry-After in both its forms (RFC 9110, 10.2.3), in milliseconds. */
export function retryAfter(value: string | undefined, clock: Clock): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  // Date.parse takes much for a date that is none, "1.5" for one.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value.trim()) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.wall());
}

function saysLater(answer: Answer | NoAnswer): boolean {
  return answer.kind === 'answer' && (answer.status === 429 || answer.status === 503);
}

/** The target's silence, not the harness's own. */
function isSilence(answer: Answer | NoAnswer): boolean {
  return answer.kind === 'none' && answer.cause !== 'limit' && answer.cause !== 'closed';
}

function limit(reason: string): NoAnswer {
  return { kind: 'none', cause: 'limit', reason };
}

function withTokens(headers: HeaderList, target: Target): HeaderList {
  return headers.map(([name, value]) => {
    let real = value;
    for (const [token, { value: secret }] of target.tokens) {
      real = real.replaceAll(tokenPlaceholder(token), () => secret);
      for (const change of tokenChanges)
        real = real.replaceAll(tokenPlaceholder(token, change), () => changed(secret, change));
    }
    return [name, real];
  });
}
