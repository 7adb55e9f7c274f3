import type { Payload, Route } from './settings.ts';

/** JSON text of a message; the number that tells it from others goes between the two. */
export type Body = { before: string; after: string };

type Attachment = { Name: string; ContentType: string; Content: string };
type Fields = {
  content: string;
  cc?: { email: string }[];
  bcc?: { email: string }[];
  attachments?: Attachment[];
};

/** Where the number of the message goes. */
const NUMBER = '{number}';
const PLAIN = `<p>sendproof load test, message ${NUMBER}</p>`;
/** Stands in where only the size matters. */
const SOME_URL = 'https://example.com/files/attachment.pdf';

const SMALL_BYTES = 2 * 1024;
const LARGE_BYTES = 32 * 1024;

/** A body that the contract allows. Made once for a route and payload: making it anew for each request costs k6 time. */
export function prepareBody(
  route: Pick<Route, 'channelId'>,
  payload: Payload,
  attachmentUrl: string,
  besides: Readonly<Record<string, unknown>>,
): Body {
  const fields = { ...fieldsOf(payload, attachmentUrl), ...besides };
  const text = JSON.stringify(route.channelId === undefined ? fields : { ...fields, channel_id: route.channelId });
  const at = text.indexOf(NUMBER);
  return { before: text.slice(0, at), after: text.slice(at + NUMBER.length) };
}

/** How much a payload is: attachments, and bytes of the whole body with a URL of usual length. */
export function payloadSize(payload: Payload): { attachments: number; bytes: number } {
  const text = JSON.stringify(fieldsOf(payload, SOME_URL)).replace(NUMBER, '1');
  // All of it is ASCII: a character is a byte.
  return { attachments: attachmentsOf(payload), bytes: text.length };
}

function fieldsOf(payload: Payload, attachmentUrl: string): Fields {
  switch (payload) {
    case 'plain':
      return { content: PLAIN };
    case 'copies':
      return { content: PLAIN, cc: [copy('cc-1'), copy('cc-2')], bcc: [copy('bcc-1')] };
    case 'html-small':
      return { content: html(SMALL_BYTES) };
    case 'html-large':
      return { content: html(LARGE_BYTES) };
    case 'attachments-1':
    case 'attachments-10':
    case 'attachments-100':
      return { content: PLAIN, attachments: attachments(attachmentsOf(payload), attachmentUrl) };
  }
}

function attachmentsOf(payload: Payload): number {
  return Number(/^attachments-(\d+)$/.exec(payload)?.[1] ?? 0);
}

function copy(name: string): { email: string } {
  // RFC 2606: nobody can have this domain.
  return { email: `${name}@example.com` };
}

function attachments(count: number, url: string): Attachment[] {
  return Array.from({ length: count }, (_, index) => ({
    Name: `attachment-${index + 1}.pdf`,
    ContentType: 'application/pdf',
    Content: url,
  }));
}

/** A mail as programs write it: nested tables, inline styles, links and entities, of about so many bytes. */
function html(bytes: number): string {
  const head = `<html><body style="font-family: sans-serif">${PLAIN}<table role="presentation" width="600">`;
  const tail = '</table></body></html>';
  let rows = '';
  for (let row = 1; head.length + rows.length + tail.length < bytes; row += 1) {
    rows +=
      `<tr><td style="padding: 8px; border-bottom: 1px solid #ddd"><b>Item ${row}</b> &ndash; delivered &amp; ` +
      `checked, <a href="https://example.com/items/${row}?from=mail&amp;row=${row}">see its state</a></td></tr>\n`;
  }
  return head + rows + tail;
}
