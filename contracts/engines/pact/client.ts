import createClient from 'openapi-fetch';
import { isObject, property, text } from '../../clauses/json.ts';
import type { components, paths } from './generated/api.d.ts';

type Operation = paths['/threads/{thread_id}/messages']['post'];
export type MessageBody = Operation['requestBody']['content']['application/json'];
type Answer = Operation['responses'][200]['content']['application/json'];
type ErrorAnswer = components['responses']['error']['content']['application/json'];

/** What a consumer gets for a message: it went out, or it was refused and why. */
export type Outcome =
  | { kind: 'sent'; id: string; threadId: string; channel: Answer['channel'] }
  | { kind: 'refused'; status: number; code: string; message: string };

/** The answer was neither of those that the contract names. */
export class UnexpectedAnswer extends Error {
  override name = 'UnexpectedAnswer';
}

/**
 * Sends one message, as a consumer of the API would. Throws `UnexpectedAnswer` when what comes back is not one of the
 * contract's answers, and `TypeError` when nothing comes back.
 */
export async function sendMessage({
  baseUrl,
  token,
  threadId,
  body,
}: {
  baseUrl: string;
  token?: string;
  threadId: string;
  body: MessageBody;
}): Promise<Outcome> {
  const client = createClient<paths>({ baseUrl });
  const { response, data, error } = await client
    .POST('/threads/{thread_id}/messages', {
      params: { path: { thread_id: threadId } },
      headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
      body,
    })
    .catch((reason: unknown) => {
      // openapi-fetch reads every 2xx as JSON, and throws what JSON.parse throws.
      throw reason instanceof SyntaxError ? new UnexpectedAnswer('the answer is not JSON', { cause: reason }) : reason;
    });
  if (response.status === 200 && isAnswer(data))
    return { kind: 'sent', id: data.id, threadId: data.thread_id, channel: data.channel };
  if (!response.ok && isError(error))
    return { kind: 'refused', status: response.status, code: error.code, message: error.message };
  throw new UnexpectedAnswer(
    `the answer with status ${response.status} is neither a sent message (id, thread_id, channel) nor an error (code, message)`,
  );
}

/** Types say what should come. These say whether it did. */
function isAnswer(value: unknown): value is Answer {
  const channel = text(property(value, 'channel'));
  return hasTexts(value, ['id', 'thread_id']) && channel !== undefined && Object.hasOwn(channels, channel);
}

function isError(value: unknown): value is ErrorAnswer {
  return hasTexts(value, ['code', 'message']);
}

function hasTexts(value: unknown, names: string[]): boolean {
  return isObject(value) && names.every((name) => text(property(value, name)) !== undefined);
}

/** Written as a record, so that a channel that the contract adds is a type error here. */
const channels: Record<Answer['channel'], true> = { email: true, slack: true, live_chat: true, teams: true };
