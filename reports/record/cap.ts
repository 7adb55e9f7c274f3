import type Type from 'typebox';
import type { Content, EvidenceSchema } from '../../contracts/target/evidence.ts';
import type { KeptSchema, SaidSchema } from './events.ts';
import { exchangeText, sha256 } from './exchange-file.ts';

/** One exchange, whole. */
export type Evidence = Type.Static<typeof EvidenceSchema>;

/** One exchange as an event has it: whole, or capped already and with its digest. */
export type Said = Type.Static<typeof SaidSchema>;

/** What a record keeps of one exchange. */
export type Kept = Type.Static<typeof KeptSchema>;

/** How much of one exchange the record holds. Its file in `exchanges/` has the whole. */
export const caps = { body: 4096, header: 1024, headers: 100, curl: 8192 } as const;

/** The start of a text, in UTF-16 units, without half a character at its end. */
const start = (text: string, length: number): string => {
  const cut = text.slice(0, length);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
};

const capContent = (content: Content): Content => {
  if (content.text !== undefined && content.text.length > caps.body) {
    return { ...content, text: start(content.text, caps.body), cut: true };
  }
  if (content.base64 !== undefined && content.base64.length > caps.body) {
    // A multiple of 4, so that what is left can still be decoded.
    return { ...content, base64: content.base64.slice(0, caps.body), cut: true };
  }
  return content;
};

const capHeaders = (headers: Evidence['request']['headers']): Evidence['request']['headers'] =>
  headers
    .slice(0, caps.headers)
    .map(([name, value]) => [
      start(name, caps.header),
      value.length > caps.header ? `${start(value, caps.header - 1)}…` : value,
    ]);

/** A cut command line must not be run by mistake, so it becomes a comment. */
const capCurl = (curl: string): string =>
  curl.length <= caps.curl ? curl : `# ${start(curl.replace(/\s+/g, ' '), caps.curl - 40)}… (cut, see exchanges/)`;

/**
 * The evidence as the record holds it: large bodies, headers and command lines cut, and said to be, with the digest of the
 * file that has the whole. Idempotent: what carries its digest was whole when that was taken.
 */
export const capEvidence = (evidence: Said): Kept => ({
  ...evidence,
  request: {
    ...evidence.request,
    headers: capHeaders(evidence.request.headers),
    body: capContent(evidence.request.body),
  },
  answer:
    evidence.answer.kind === 'none'
      ? evidence.answer
      : { ...evidence.answer, headers: capHeaders(evidence.answer.headers), body: capContent(evidence.answer.body) },
  curl: capCurl(evidence.curl),
  sha256: evidence.sha256 ?? sha256(exchangeText(evidence)),
});
