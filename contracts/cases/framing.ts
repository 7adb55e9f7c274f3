import type { Contract } from '../clauses/contract.ts';
import { ordinaryBody } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case, CaseRequest, Fault } from './case.ts';

/** How the body is packed: whether there is one, whether it is JSON, and what the request calls it. */
export function framingCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const json = JSON.stringify(body);
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
    malformed('not-json', 'a body that is not JSON', 'sendproof test message'),
    malformed('truncated', 'JSON that ends too early', json.slice(0, -1)),
    malformed('trailing-comma', 'JSON with a trailing comma', `${json.slice(0, -1)},}`),
    malformed('single-quotes', 'JSON with single quotes', json.replaceAll('"', "'")),
    malformed('comment', 'JSON with a comment', `/* sendproof */ ${json}`),
    malformed(
      'control-character',
      'JSON with a line break inside of a string',
      json.replace('sendproof', 'send\nproof'),
      'should',
    ),
    malformed(
      'bad-escape',
      'JSON with an escape that JSON does not have',
      json.replace('sendproof', 'send\\proof'),
      'should',
    ),
    // Parsers that read from a stream stop after the first value; RFC 8259, 9 lets them.
    malformed('two-values', 'two JSON values', `${json}${json}`, 'should'),
    broken('request.media-type', 'form', 'a form instead of JSON', {
      contentType: 'application/x-www-form-urlencoded',
      body: { kind: 'text', text: 'content=sendproof+test+message' },
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
    // The document is silent about other names for JSON text, so accepting them is no more than a warning.
    // Some parsers match names without regard to case; whether they may is nobody's word but JSON's own.
    broken(
      'request.body.required',
      'other-case',
      'the property Content, with a capital letter, for content',
      { body: { kind: 'text', text: json.replace('"content"', '"Content"') } },
      'should',
    ),
    broken('rfc.media-type', 'text', 'JSON called text/plain', { contentType: 'text/plain' }, 'should'),
  ];
}

function faultOf(clause: string): Fault {
  if (clause === 'request.required') return { kind: 'body' };
  return clause === 'request.body.required' ? { kind: 'keyword', keyword: 'required', at: '' } : { kind: 'media-type' };
}
