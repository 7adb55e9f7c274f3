import type { Level } from './clause.ts';

/** What one sentence of the document demands: one clause, or nothing, and then why. */
export type Reading = { clause: string; level: Level; text: string } | { nothing: string };

/**
 * Every sentence of the document's descriptions, and what it demands. A sentence that is not here has not been read yet:
 * the plan says so, and coverage is not full. `of` is the property that the sentence stands at, empty outside of one.
 */
export function readingOf(sentence: string, of: string): Reading | undefined {
  return readings[sentence]?.(of);
}

const demand =
  (clause: string, text: string, level: Level = 'must') =>
  (): Reading => ({ clause, level, text });
const nothing = (why: string) => (): Reading => ({ nothing: why });

const readings: Record<string, (of: string) => Reading> = {
  'Productlane API v2.': nothing('names the API'),
  'Send a message': nothing('names the operation'),
  'Send a message on a thread.': nothing('names what the sentences after it demand'),
  "The channel (email, Slack, live chat, Microsoft Teams) is auto-detected from the thread's origin and the response includes the channel that was used.":
    demand(
      'says.channel',
      'A message goes out on the channel of the thread’s origin, and the answer names that channel.',
    ),
  'Returns 400 with code `validation_failed` when the matching integration is not configured for the workspace.':
    demand(
      'says.integration',
      'Without the matching integration in the workspace the answer is 400 with code validation_failed.',
    ),
  'Requires the messages:write scope.': demand('says.scope', 'A token without the scope messages:write is refused.'),
  'Message body (HTML).': demand('says.html', 'HTML is accepted as content.'),
  'Applied only to email-channel threads.': (of) => ({
    clause: `says.${of}`,
    level: 'must',
    text: `${of} has no effect on a thread of another channel than email.`,
  }),
  'Publicly fetchable https URL of the file to attach.': demand(
    'says.https-url',
    'An attachment’s Content is an https URL.',
    'should',
  ),
  'Slack channel id.': nothing('names the property'),
  'Required for Slack threads unless one is stored on the thread.': demand(
    'says.slack-channel-id',
    'A Slack thread needs channel_id unless a Slack channel is stored on the thread.',
  ),
  'Successful response': nothing('names the response'),
  'Error response': nothing('names the response'),
};
