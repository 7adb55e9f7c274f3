import { type Json, property, text } from '../clauses/json.ts';
import { bytesOf, type Recorded } from '../target/evidence.ts';
import { field } from '../target/exchange.ts';

/** An answer as a judge reads it. */
export type Reading = {
  status: number;
  /** Essence of the media type, lower case; `undefined` without a Content-Type. */
  mediaType: string | undefined;
  /** `undefined` when the body is not JSON (RFC 8259). */
  json: Json | undefined;
  answer: Answered;
};

/** The answer of an exchange that has one. */
export type Answered = Extract<Recorded['answer'], { kind: 'answer' }>;

/** What one clause about an answer's shape says of one answer. */
export type ShapeFinding = { clause: string; holds: boolean; reason: string };

/** Reads an answer. Throws `RangeError` when the record holds only its start. */
export function read(answer: Answered): Reading {
  const mediaType = field(answer.headers, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  return { status: answer.status, mediaType, json: parse(bytesOf(answer.body)), answer };
}

/** How an answer is named in a reason: its status, and its code and message where it has them. */
export function named({ status, json }: Reading): string {
  // Some wrap their errors: {"error": {"code": …}}.
  const error = property(json, 'error') ?? json;
  const code = text(property(error, 'code') ?? property(json, 'code'));
  const message = text(property(error, 'message') ?? property(json, 'message'));
  return [String(status), code && `code ${JSON.stringify(cut(code))}`, message && JSON.stringify(cut(message))]
    .filter(Boolean)
    .join(', ');
}

/** A value as it is shown in a reason: on one line, not longer than a person reads. */
export function shown(value: unknown): string {
  try {
    return cut(JSON.stringify(value) ?? 'nothing');
  } catch {
    // What a target nests deep enough to be read, JavaScript may not be able to write.
    return 'a value nested too deep to show';
  }
}

function cut(value: string): string {
  return value.length > 120 ? `${value.slice(0, 119)}…` : value;
}

function parse(body: Buffer): Json | undefined {
  try {
    // RFC 8259, 8.1: a byte order mark must not be there, but a reader may ignore it.
    const value: Json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return value;
  } catch {
    return undefined;
  }
}
