/** A request written by hand, and whether it has to succeed. */
export type HandWritten = {
  title: string;
  state: string;
  /** In place of the token that goes with the state. */
  token?: 'none' | 'unknown' | 'no-scope';
  body: object;
  accepted: boolean;
};

const content = '<p>Hello</p>';
const email = 'jo@example.com';
const file = { Name: 'test.pdf', ContentType: 'application/pdf', Content: 'https://files.example.com/test.pdf' };
const everything = {
  content,
  cc: [{ name: 'Jo', email, mailboxHash: '' }],
  bcc: [{ email }],
  attachments: [{ ...file, ContentLength: null, ContentID: 'file-1' }, file],
};

const accepted = (title: string, state: string, body: object): HandWritten => ({ title, state, body, accepted: true });
const refused = (title: string, body: object, more: Partial<HandWritten> = {}): HandWritten => ({
  title,
  state: 'email-thread',
  body,
  accepted: false,
  ...more,
});

export const requests: readonly HandWritten[] = [
  accepted('by email', 'email-thread', { content }),
  accepted('by email, with all that an email can have', 'email-thread', everything),
  refused('to Slack, without a channel', { content }, { state: 'slack-thread' }),
  accepted('to Slack', 'slack-thread', { content, channel_id: 'C024BE91L' }),
  accepted('to the Slack channel of the thread', 'slack-thread-stored', { content }),
  accepted('to live chat', 'live-chat-thread', { content }),
  accepted('to Teams', 'teams-thread', { content }),
  refused('without a token', { content }, { token: 'none' }),
  refused('with a made-up token', { content }, { token: 'unknown' }),
  refused('with a token without the scope', { content }, { token: 'no-scope' }),
  refused('to a thread that does not exist', { content }, { state: 'unknown-thread' }),
  refused('to Teams, which is not configured', { content }, { state: 'teams-not-configured' }),
  refused('without content', {}),
  refused('with empty content', { content: '' }),
  refused('with an unknown property', { content, subject: 'Hello' }),
  refused('with a cc without email', { content, cc: [{ name: 'Jo' }] }),
  refused('with an attachment of negative length', { content, attachments: [{ ...file, ContentLength: -1 }] }),
];
