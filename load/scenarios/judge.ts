import type { Outcome } from './result.ts';

/** A validator that ajv compiled beforehand: true, or false with the reasons in `errors`. */
export type Validate = {
  (data: unknown): boolean;
  errors?: { instancePath: string; message?: string; params?: { additionalProperty?: unknown } }[] | null;
};

export type Answer = {
  /** 0: there was none. */
  status: number;
  contentType: string;
  body: string;
  /** k6's words when there was no answer, else empty. */
  error: string;
};

export type Expected = {
  channel: string;
  thread: string;
  /** All threads of the run: to tell the answer of another request from a made-up one. */
  threads: string[];
};

export type Judgement = { outcome: 'ok'; id: string } | { outcome: Exclude<Outcome, 'ok'>; why: string };

/** Judges one answer in full: status, media type, schema, then the thread and the channel that it names. */
export function judge(answer: Answer, expected: Expected, validate: Validate): Judgement {
  if (answer.status === 0) return { outcome: 'none', why: reason(answer.error) };
  if (answer.status === 429) return { outcome: 'limited', why: 'status 429' };
  if (answer.status !== 200) return { outcome: 'status', why: `status ${answer.status}` };
  if (!/^application\/json\s*(;|$)/i.test(answer.contentType)) {
    return { outcome: 'wrong', why: `content-type is "${answer.contentType}", not application/json` };
  }
  const data = parse(answer.body);
  if (data === undefined) return { outcome: 'wrong', why: 'the body is not JSON' };
  if (!validate(data)) return { outcome: 'wrong', why: broken(validate) };
  return compare(data, expected);
}

function compare(data: unknown, expected: Expected): Judgement {
  const thread = text(data, 'thread_id');
  const channel = text(data, 'channel');
  if (thread !== expected.thread) {
    const why = `thread_id is "${thread}", the message went to "${expected.thread}"`;
    return { outcome: expected.threads.includes(thread) ? 'exchanged' : 'wrong', why };
  }
  if (channel !== expected.channel) {
    return { outcome: 'exchanged', why: `channel is "${channel}", the thread's is "${expected.channel}"` };
  }
  return { outcome: 'ok', id: text(data, 'id') };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function broken(validate: Validate): string {
  const first = validate.errors?.[0];
  const extra = first?.params?.additionalProperty;
  const which = typeof extra === 'string' ? ` ("${extra}")` : '';
  return `${first?.instancePath || 'the body'} ${first?.message ?? 'does not fit the schema'}${which}`;
}

function text(data: unknown, key: 'id' | 'thread_id' | 'channel'): string {
  if (typeof data !== 'object' || data === null) return '';
  const value: unknown = Reflect.get(data, key);
  return typeof value === 'string' ? value : '';
}

/** The last part of Go's words: without the addresses and ports, which would make each reason a new one. */
function reason(error: string): string {
  return error.split(': ').pop() || 'no answer';
}
