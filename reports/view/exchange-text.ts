import type { Content } from '../../contracts/target/evidence.ts';
import type { Kept } from '../record/cap.ts';
import { exchangeFile } from '../record/exchange-file.ts';
import { count } from '../text.ts';

const headerLines = (headers: Kept['request']['headers']): string[] => headers.map(([n, v]) => `${n}: ${v}`);

const bodyLines = (content: Content, digest: string): string[] => {
  const kept = content.text ?? (content.base64 === undefined ? '' : `(not UTF-8, so in base64) ${content.base64}`);
  const cut = content.cut ? [`… (cut, ${count(content.bytes)} bytes; the rest is in ${exchangeFile(digest)})`] : [];
  return kept === '' && cut.length === 0 ? [] : ['', kept, ...cut];
};

/** The path and query of a URL; the URL itself when it is none. */
const pathOf = (url: string): string => {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(url)?.[1] ?? url;
  return path === '' ? '/' : path;
};

/** The request as it was sent, secrets removed. */
export const requestText = (evidence: Kept): string =>
  [
    `${evidence.request.method} ${pathOf(evidence.request.url)}`,
    ...headerLines(evidence.request.headers),
    ...bodyLines(evidence.request.body, evidence.sha256),
  ].join('\n');

/** The answer as it came, or why none came. */
export const answerText = (evidence: Kept): string => {
  const { answer } = evidence;
  if (answer.kind === 'none') return `No answer: ${answer.reason}`;
  return [`HTTP ${answer.status}`, ...headerLines(answer.headers), ...bodyLines(answer.body, evidence.sha256)].join(
    '\n',
  );
};
