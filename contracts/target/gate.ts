import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from './clock.ts';
import {
  type Answer,
  type Exchange,
  exchange,
  field,
  type HeaderList,
  type Message,
  type NoAnswer,
  type Sending,
} from './exchange.ts';
import { type Pace, pacer } from './pace.ts';
import type { Target } from './profile.ts';
import { tokenPlaceholder } from './resolve.ts';
import type { Transport } from './transport.ts';

/** The only road to a target: every request of every engine passes here, and leaves an exchange. */
export type Gate = {
  target: Target;
  /** Sends one message of one case. Never rejects: what went wrong is in the exchange. */
  send(sending: Sending, thread: string, message: Message): Promise<Exchange>;
  /** Requests sent so far, those waited out included. */
  sent(): number;
};

export type GateOptions = {
  target: Target;
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  /** Told of each exchange as it ends. */
  onExchange: (exchange: Exchange) => void;
};

/** How long one request may be waited out, in all: 429 and 503 say "later", not "no". */
const patience = { requests: 6, attempts: 5, waitMs: 30_000, firstWaitMs: 250 };

/** A target that has stopped answering is left alone after this many failures in a row. */
const giveUpAfter = 24;

export function openGate({ target, transport, clock, signal, onExchange }: GateOptions): Gate {
  const pace: Pace = pacer(target.limits.ratePerSecond, clock);
  let sent = 0;
  let numbered = 0;
  let silent = 0;
  let putOff = 0;

  const attempt = async (url: string, message: Message): Promise<Answer | NoAnswer> => {
    if (sent >= target.limits.requests)
      return limit(`the profile's limit of ${target.limits.requests} requests is reached`);
    if (silent >= giveUpAfter) return limit(`the target left ${giveUpAfter} requests in a row without an answer`);
    sent += 1;
    await pace(signal);
    if (signal.aborted) return limit('the run was stopped');
    const answer = await transport(url, message, signal);
    if (signal.aborted && answer.kind === 'none') return limit('the run was stopped');
    silent = isSilence(answer) ? silent + 1 : 0;
    return answer;
  };

  return {
    target,
    sent: () => sent,
    async send(sending, thread, message) {
      numbered += 1;
      const id = `x${String(numbered).padStart(4, '0')}`;
      const url = target.baseUrl + message.path;
      const real = { ...message, headers: withTokens(message.headers, target) };
      let sentAt: number;
      let answer: Answer | NoAnswer;
      let attempts = 0;
      let unanswered = 0;
      let waited = 0;
      for (;;) {
        sentAt = clock.now();
        answer = await attempt(url, real);
        attempts += 1;
        if (isSilence(answer)) unanswered += 1;
        const wait = waitBefore(answer, attempts, clock);
        // A target that has said "later" to the end again and again is not asked to the end any more.
        if (putOff >= patience.requests) break;
        if (wait === undefined || waited + wait > patience.waitMs || attempts >= patience.attempts || signal.aborted)
          break;
        waited += wait;
        await sleep(wait, undefined, { signal }).catch(() => undefined);
      }
      putOff = saysLater(answer) ? putOff + 1 : 0;
      const done = exchange({
        ...sending,
        id,
        thread,
        request: { method: 'POST', url, headers: real.headers, body: message.body },
        answer,
        sentAt,
        duration: clock.now() - sentAt,
        attempts,
        unanswered,
      });
      onExchange(done);
      return done;
    },
  };
}

/** Milliseconds to wait before sending again; `undefined` when the answer stands. */
function waitBefore(answer: Answer | NoAnswer, attempts: number, clock: Clock): number | undefined {
  // A connection that breaks may be one that the target had just closed for idleness: once more, on a new one.
  if (answer.kind === 'none') return answer.cause === 'broken' && attempts === 1 ? 0 : undefined;
  if (!saysLater(answer)) return undefined;
  return retryAfter(field(answer.headers, 'retry-after'), clock) ?? patience.firstWaitMs * 2 ** (attempts - 1);
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
  return answer.kind === 'none' && answer.cause !== 'limit';
}

function limit(reason: string): NoAnswer {
  return { kind: 'none', cause: 'limit', reason };
}

function withTokens(headers: HeaderList, target: Target): HeaderList {
  return headers.map(([name, value]) => {
    let real = value;
    for (const [token, { value: secret }] of target.tokens)
      real = real.replaceAll(tokenPlaceholder(token), () => secret);
    return [name, real];
  });
}
