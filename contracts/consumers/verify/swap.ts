import { isObject, type Json, property } from '../../clauses/json.ts';

/** What of a body becomes the target's own: the values that take the place of what it has there. */
export type BodySwap = { channelId?: string; attachmentUrl?: string };

/** What a thread is called in the pact, and by the target. */
export type ThreadSwap = { inPact: string; onTarget: string };

/** A body with the target's Slack channel, and an address that the target can fetch, where it has some of its own. */
export function bodyOnTarget(body: Buffer, { channelId, attachmentUrl }: BodySwap): Buffer {
  const value = parsed(body);
  if (!isObject(value) || (channelId === undefined && attachmentUrl === undefined)) return body;
  const { attachments } = value;
  return Buffer.from(
    JSON.stringify({
      ...value,
      ...(channelId === undefined || !('channel_id' in value) ? {} : { channel_id: channelId }),
      ...(attachmentUrl === undefined || !Array.isArray(attachments)
        ? {}
        : { attachments: attachments.map((one) => (isObject(one) ? { ...one, Content: attachmentUrl } : one)) }),
    }),
  );
}

/**
 * An answer in the pact's words: where the pact's example has the pact's thread, and the answer that of the target, it is the
 * same thread. Everything else stays as it came.
 */
export function answerInPact(body: Buffer, example: Json | undefined, { inPact, onTarget }: ThreadSwap): Buffer {
  const value = parsed(body);
  if (value === undefined || example === undefined || inPact === onTarget) return body;
  const renamed = (came: Json, expected: Json | undefined): Json => {
    if (came === onTarget && expected === inPact) return inPact;
    if (Array.isArray(came))
      return came.map((one, at) => renamed(one, Array.isArray(expected) ? (expected[at] ?? expected[0]) : undefined));
    if (!isObject(came)) return came;
    return Object.fromEntries(Object.entries(came).map(([key, one]) => [key, renamed(one, property(expected, key))]));
  };
  const told = renamed(value, example);
  // Where nothing has another name, not a byte is another.
  return JSON.stringify(told) === JSON.stringify(value) ? body : Buffer.from(JSON.stringify(told));
}

function parsed(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
