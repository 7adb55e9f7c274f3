import type { Level } from './clause.ts';

/** What one sentence of the document demands: one clause, or nothing, and then why. */
export type Reading = { clause: string; level: Level; text: string } | { nothing: string };

/**
 * Every sentence of the document's descriptions, and what it demands. A sentence that is not here has not been read yet:
 * the plan says so, and coverage is not full. `of` is the property that the sentence stands at, empty outside of one.
 */
export function readingOf(sentence: string, of: string): Reading | undefined {
  const known = Object.hasOwn(readings, sentence) ? readings[sentence]?.(of) : undefined;
  return known ?? patternReading(sentence);
}

/** Sentences that say what the value of a property is, by which it is known whatever it is called. */
export const sentences = {
  html: 'Message body (HTML).',
  httpsUrl: 'Publicly fetchable https URL of the file to attach.',
  slackChannelId: 'Required for Slack threads unless one is stored on the thread.',
  emailOnly: 'Applied only to email-channel threads.',
} as const;

/** Sentences that may name another channel, status, code or scope, and demand the same of it. */
const patterns = {
  channel:
    /^The channel \([^()]+\) is auto-detected from the thread's origin and the response includes the channel that was used\.$/,
  integration:
    /^Returns (?<status>4\d\d) with (?<field>[\w-]+) `(?<code>[^`]+)` when the matching integration is not configured for the workspace\.$/,
  scope: /^Requires the (?<scope>[\w:.-]+) scope\.$/,
};

function patternReading(sentence: string): Reading | undefined {
  if (patterns.channel.test(sentence))
    return {
      clause: 'says.channel',
      level: 'must',
      text: 'A message goes out on the channel of the thread’s origin, and the answer names that channel.',
    };
  const refusal = integrationIn(sentence);
  if (refusal !== undefined)
    return {
      clause: 'says.integration',
      level: 'must',
      text: `Without the matching integration in the workspace the answer is ${refusal.status} with ${refusal.field} ${refusal.code}.`,
    };
  const scope = scopeIn(sentence);
  if (scope !== undefined)
    return { clause: 'says.scope', level: 'must', text: `A token without the scope ${scope} is refused.` };
  return undefined;
}

/** The one refusal that a sentence gives a status and a code, and the property that holds the code. */
export function integrationIn(sentence: string): { status: number; field: string; code: string } | undefined {
  const { status, field, code } = patterns.integration.exec(sentence)?.groups ?? {};
  if (status === undefined || field === undefined || code === undefined) return undefined;
  return { status: Number(status), field, code };
}

/** The scope that a sentence asks of a token. */
export function scopeIn(sentence: string): string | undefined {
  return patterns.scope.exec(sentence)?.groups?.scope;
}

const demand =
  (clause: string, text: string, level: Level = 'must') =>
  (): Reading => ({ clause, level, text });
const nothing = (why: string) => (): Reading => ({ nothing: why });

const readings: Record<string, (of: string) => Reading> = {
  'Productlane API v2.': nothing('names the API'),
  'Send a message': nothing('names the operation'),
  'Send a message on a thread.': nothing('names what the sentences after it demand'),
  [sentences.html]: demand('says.html', 'HTML is accepted as content.'),
  [sentences.emailOnly]: (of) => ({
    clause: `says.${of}`,
    level: 'must',
    text: `${of} has no effect on a thread of another channel than email.`,
  }),
  [sentences.httpsUrl]: demand('says.https-url', 'An attachment’s Content is an https URL.', 'should'),
  'Slack channel id.': nothing('names the property'),
  [sentences.slackChannelId]: demand(
    'says.slack-channel-id',
    'A Slack thread needs channel_id unless a Slack channel is stored on the thread.',
  ),
  'Successful response': nothing('names the response'),
  'Error response': nothing('names the response'),
  ...Object.fromEntries(reasonPhrases().map((phrase) => [phrase, nothing('names the response')])),
};

/** Names of statuses (RFC 9110, 15; RFC 6585), and older ones that are still written. */
function reasonPhrases(): string[] {
  return [
    ...['OK', 'Created', 'Accepted', 'Bad Request', 'Unauthorized', 'Forbidden', 'Not Found', 'Method Not Allowed'],
    ...[
      'Conflict',
      'Gone',
      'Content Too Large',
      'Payload Too Large',
      'Unsupported Media Type',
      'Unprocessable Content',
    ],
    ...['Unprocessable Entity', 'Too Many Requests', 'Internal Server Error', 'Bad Gateway', 'Service Unavailable'],
  ];
}
