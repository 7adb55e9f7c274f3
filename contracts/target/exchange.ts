import type { Case } from '../cases/case.ts';
import type { Engine } from '../cases/engine.ts';

export type HeaderList = [name: string, value: string][];

/** What a request is sent for. Records know it by its id; most often it is a case. */
export type Subject = { id: string };

/**
 * Which case a request belongs to, who sends it, which entry of the state's list it uses, which time it is, and the id of
 * the exchange before it on the same connection, where there is one.
 */
export type Sending<For extends Subject = Case> = {
  case: For;
  engine: Engine;
  entry: number;
  round: number;
  after?: string;
};

/** A request as an engine wants it sent: a path below the base URL, tokens as placeholders. */
export type Message = { path: string; headers: HeaderList; body: Buffer };

/** An answer as it came; `body` with its content coding undone. */
export type Answer = { kind: 'answer'; status: number; headers: HeaderList; body: Buffer };

export const causes = ['unreachable', 'timeout', 'broken', 'closed', 'limit'] as const;

/**
 * Why no answer came that can be judged. `limit` is the harness's own doing; a connection that was kept open may be
 * `closed` at any time (RFC 9112, 9.5); the others are the target's.
 */
export type NoAnswer = { kind: 'none'; cause: (typeof causes)[number]; reason: string };

type Exchanged<For extends Subject> = Sending<For> & {
  id: string;
  thread: string;
  request: { method: 'POST'; url: string; headers: HeaderList; body: Buffer };
  answer: Answer | NoAnswer;
  /** Milliseconds since the run started. */
  sentAt: number;
  /** Milliseconds from sending to the end of the answer. */
  duration: number;
  /** From 1: a message that is put off (429, 503), or whose connection breaks, is tried again. */
  attempt: number;
};

/**
 * One request and its answer as they were. It may hold secrets, so it refuses to be serialised: `redact` makes evidence
 * of it.
 */
export type Exchange<For extends Subject = Case> = Exchanged<For> & { toJSON(): never };

export function exchange<For extends Subject>(parts: Exchanged<For>): Exchange<For> {
  return {
    ...parts,
    toJSON() {
      throw new TypeError('an exchange may hold secrets: redact it first');
    },
  };
}

/** The first value of a field, names compared without case (RFC 9110, 5.1). */
export function field(headers: HeaderList, name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

/** Node's flat list of names and values as pairs, in their order, repeated names kept. */
export function fieldsOf(flat: readonly string[]): HeaderList {
  return Array.from({ length: flat.length / 2 }, (_, index) => [flat[index * 2] ?? '', flat[index * 2 + 1] ?? '']);
}
