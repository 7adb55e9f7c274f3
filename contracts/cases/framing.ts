import type { Contract } from '../clauses/contract.ts';
import { ordinaryBody } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case, CaseRequest, Fault } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { contentOf } from './meanings.ts';

/** How the body is packed: whether there is one, whether it is JSON, and what the request calls it. */
export function framingCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const json = JSON.stringify(body);
  const content = contentOf(contract)?.path.at(-1) ?? 'content';
  const quoted = JSON.stringify(content);
  const broken = (
    clause: string,
    label: string,
    title: string,
    changes: Partial<CaseRequest>,
    level: 'must' | 'should' = 'must',
  ): Case =>
    onEmail({
      id: `${clause}/${label}`,
      title,
      request: request(body, changes),
      fault: faultOf(clause),
      expectation: refusal(level),
      clauses: [clause],
    });
  const malformed = (label: string, title: string, text: string, level: 'must' | 'should' = 'must') =>
    broken('request.media-type', label, title, { body: { kind: 'text', text } }, level);
  return [
    broken('request.required', 'none', 'no body', { body: { kind: 'none' }, contentType: null }),
    broken('request.required', 'empty', 'an empty body called JSON', { body: { kind: 'none' } }),
    malformed('blank', 'a body of nothing but white space', ' \r\n '),
    malformed('not-json', 'a body that is not JSON', 'sendproof test message'),
    malformed('truncated', 'JSON that ends too early', json.slice(0, -1)),
    malformed('trailing-comma', 'JSON with a trailing comma', `${json.slice(0, -1)},}`),
    malformed('single-quotes', 'JSON with single quotes', json.replaceAll('"', "'")),
    malformed('comment', 'JSON with a comment', `/* sendproof */ ${json}`),
    malformed('unquoted-name', 'JSON with a name without quotation marks', json.replace(quoted, content)),
    malformed('no-comma', 'JSON without a comma between two properties', `${json.slice(0, -1)} "cc":[]}`),
    malformed('javascript', 'an expression of JavaScript instead of JSON', `(${json})`),
    malformed(
      'control-character',
      'JSON with a line break inside of a string',
      json.replace('sendproof', 'send\nproof'),
    ),
    malformed('bad-escape', 'JSON with an escape that JSON does not have', json.replace('sendproof', 'send\\proof')),
    // Parsers that read from a stream stop after the first value; RFC 8259, 9 lets them.
    malformed('two-values', 'two JSON values', `${json}${json}`, 'should'),
    malformed('trailing-text', 'JSON with more behind it', `${json} sendproof`, 'should'),
    malformed('trailing-brace', 'JSON with a brace too many', `${json}}`, 'should'),
    broken('request.media-type', 'form', 'a form instead of JSON', {
      contentType: 'application/x-www-form-urlencoded',
      body: { kind: 'text', text: 'content=sendproof+test+message' },
    }),
    broken('request.media-type', 'multipart', 'a multipart form instead of JSON', {
      contentType: 'multipart/form-data; boundary=sendproof',
      body: {
        kind: 'text',
        text: '--sendproof\r\nContent-Disposition: form-data; name="content"\r\n\r\nsendproof test message\r\n--sendproof--\r\n',
      },
    }),
    broken('request.media-type', 'xml', 'XML instead of JSON', {
      contentType: 'application/xml',
      body: { kind: 'text', text: '<content>sendproof test message</content>' },
    }),
    onEmail({
      id: 'rfc.media-type/charset',
      title: 'JSON with a charset parameter in its media type',
      request: request(body, { contentType: 'application/json; charset=utf-8' }),
      fault: null,
      expectation: success('email-thread', 'should'),
      clauses: ['rfc.media-type'],
    }),
    onEmail({
      id: 'rfc.media-type/case',
      title: 'the media type in other letters: Application/JSON',
      request: request(body, { contentType: 'Application/JSON' }),
      fault: null,
      expectation: success('email-thread', 'should'),
      clauses: ['rfc.media-type'],
    }),
    // A recipient may look for itself what a body without a type is (RFC 9110, 8.3).
    onEmail({
      id: 'rfc.media-type/none',
      title: 'JSON without a media type',
      request: request(body, { contentType: null }),
      fault: null,
      expectation: success('email-thread', 'info'),
      clauses: ['rfc.media-type'],
    }),
    ...openFraming(json, content),
    // The document is silent about other names for JSON text, so accepting them is no more than a warning.
    // Some parsers match names without regard to case; whether they may is nobody's word but JSON's own.
    broken(
      'request.body.required',
      'other-case',
      `the property ${capital(content)}, with a capital letter, for ${content}`,
      { body: { kind: 'text', text: json.replace(quoted, JSON.stringify(capital(content))) } },
      'should',
    ),
    broken('rfc.media-type', 'text', 'JSON called text/plain', { contentType: 'text/plain' }, 'should'),
  ];
}

/** The same on the other channels, where a target may read bodies in another way. */
export function framingCasesElsewhere(contract: Contract): Case[] {
  const ids = [
    'request.required/none',
    'request.media-type/truncated',
    'request.media-type/form',
    'rfc.media-type/charset',
  ];
  return onOtherChannels(
    contract,
    framingCases(contract).filter(({ id }) => ids.includes(id)),
  );
}

/** What JSON's own RFC leaves to a parser: whatever comes back is worth knowing, if it comes back. */
function openFraming(json: string, content: string): Case[] {
  const texts: [label: string, title: string, body: CaseRequest['body']][] = [
    ['byte-order-mark', 'JSON after a byte order mark', { kind: 'text', text: `\ufeff${json}` }],
    [
      'duplicate-name',
      `JSON with ${content} twice`,
      { kind: 'text', text: json.replace('{', `{${JSON.stringify(content)}:"sendproof first",`) },
    ],
    [
      'no-utf-8',
      `JSON with bytes that are no UTF-8 in ${content}`,
      {
        kind: 'bytes',
        base64: Buffer.from(json.replace('sendproof', 'sendproof \xff\xfe'), 'latin1').toString('base64'),
      },
    ],
    ['utf-16', 'JSON in UTF-16', { kind: 'bytes', base64: Buffer.from(`\ufeff${json}`, 'utf16le').toString('base64') }],
  ];
  return texts.map(([label, title, body]) =>
    onEmail({
      id: `request.media-type/${label}`,
      title,
      request: request(null, { body }),
      fault: null,
      expectation: success('email-thread', 'info'),
      pastLimits: true,
      clauses: ['request.media-type'],
    }),
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function faultOf(clause: string): Fault {
  if (clause === 'request.required') return { kind: 'body' };
  return clause === 'request.body.required' ? { kind: 'keyword', keyword: 'required', at: '' } : { kind: 'media-type' };
}
