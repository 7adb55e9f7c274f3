import type { Response } from './host.ts';
import type { Outcome } from './result.ts';

/** Read from k6's own object, since a copy of it would cost more than the judging. */
export type Answer = Pick<Response, 'status' | 'headers' | 'body' | 'error'>;

/** A validator that ajv compiled beforehand: true, or false with the reasons in `errors`. */
export type Validate = {
  (data: unknown): boolean;
  errors?: { instancePath: string; message?: string; params?: { additionalProperty?: unknown } }[] | null;
};

/** The names that lead to a value; none where the document has no such value. */
export type Path = readonly string[];

/** What the document says of answers of success: a validator for each status, and where they name id, thread and channel. */
export type Answers = { validators: Readonly<Record<number, Validate>>; id: Path; thread: Path; channel: Path };

export type Expected = {
  channel: string;
  thread: string;
  /** All threads of the run: to tell the answer of another request from a made-up one. */
  threads: string[];
};

export type Wrong = { outcome: Exclude<Outcome, 'ok'>; why: string };
/** `id` is empty where the answer names none. */
export type Judgement = { outcome: 'ok'; id: string } | Wrong;

/**
 * Judges one answer in full: status, media type, schema, then the thread and the channel that it names.
 * `idle`: milliseconds for which the connection had not been used before; 0 for a new one.
 */
export function judge(answer: Answer, expected: Expected, answers: Answers, idle: number): Judgement {
  const { status } = answer;
  if (status === 0) return { outcome: 'none', why: reason(answer.error, idle) };
  if (status === 429) return { outcome: 'limited', why: 'status 429' };
  const validate = answers.validators[status];
  if (validate === undefined) return { outcome: 'status', why: `status ${status}` };
  const mediaType = answer.headers['Content-Type'] ?? '';
  if (!isJson(mediaType)) return { outcome: 'wrong', why: `content-type is "${mediaType}", not application/json` };
  const data = parse(answer.body ?? '');
  if (data === undefined) return { outcome: 'wrong', why: 'the body is not JSON' };
  if (!validate(data)) return { outcome: 'wrong', why: broken(validate) };
  return compare(data, expected, answers);
}

/** The last that was found right: most answers have the same, and a regular expression takes k6 long. */
let rightType = 'application/json';

function isJson(mediaType: string): boolean {
  if (mediaType === rightType) return true;
  if (!/^application\/json\s*(;|$)/i.test(mediaType)) return false;
  rightType = mediaType;
  return true;
}

type Data = { [name: string]: unknown };

function compare(data: unknown, expected: Expected, answers: Answers): Judgement {
  const thread = text(valueAt(data, answers.thread));
  const channel = text(valueAt(data, answers.channel));
  if (answers.thread.length > 0 && thread !== expected.thread) {
    const why = `thread_id is "${thread}", the message went to "${expected.thread}"`;
    return { outcome: expected.threads.includes(thread) ? 'exchanged' : 'wrong', why };
  }
  if (answers.channel.length > 0 && channel !== expected.channel) {
    return { outcome: 'exchanged', why: `channel is "${channel}", the thread's is "${expected.channel}"` };
  }
  const id = valueAt(data, answers.id);
  // No text is no id, and an empty one is one that may be given twice.
  return { outcome: 'ok', id: id === '' ? '""' : text(id) };
}

function valueAt(data: unknown, path: Path): unknown {
  let value = path.length === 0 ? undefined : data;
  for (const name of path) value = isObject(value) ? value[name] : undefined;
  return value;
}

function parse(body: string): unknown {
  try {
    const data: unknown = JSON.parse(body);
    // What a validator asks of an object is asked of its prototype too, which takes k6 longer than all the rest.
    return isObject(data) ? Object.setPrototypeOf(data, null) : data;
  } catch {
    return undefined;
  }
}

function isObject(data: unknown): data is Data {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function broken(validate: Validate): string {
  const first = validate.errors?.[0];
  const extra = first?.params?.additionalProperty;
  const which = typeof extra === 'string' ? ` ("${extra}")` : '';
  return `${first?.instancePath || 'the body'} ${first?.message ?? 'does not fit the schema'}${which}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** From so many milliseconds on a server may have closed a connection for being idle just as it was used again. */
const IDLE = 400;
/** RFC 9112, 9.5 allows a server to do so, and only a client knows whether it may send again: nobody is to blame. */
export const CLOSED_WHILE_IDLE = 'connection closed while idle';

/** The last part of Go's words: without the addresses and ports, which would make each reason a new one. */
function reason(error: string, idle: number): string {
  const words = error.split(': ').pop() || 'no answer';
  const isClosed = /^(EOF|connection reset by peer|broken pipe|server closed idle connection)$/.test(words);
  return isClosed && idle >= IDLE ? CLOSED_WHILE_IDLE : words;
}
