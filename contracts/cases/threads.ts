import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { demandsOf, placesOf } from '../clauses/schema.ts';
import { onEmail, refusal, request } from './build.ts';
import type { Case, CaseRequest } from './case.ts';
import { probesOf } from './keywords.ts';

/** Ids of no thread that a lookup may take for one: a part of one, an escape, a pattern, a query. */
export function strangeThreads(body: Json): Case[] {
  const threads: [label: string, title: string, thread: CaseRequest['thread']][] = [
    ['longer', 'the thread id with more behind it', behind('sendproof')],
    ['shorter', 'the thread id without its last character', { kind: 'shorter' }],
    ['prefixed', 'the thread id with more before it', { kind: 'longer', before: 'sendproof', behind: '' }],
    ['nul-behind', 'the thread id with a NUL character behind it', behind('\u0000')],
    ['dashed', 'the thread id with a dash and more behind it', behind('-sendproof')],
    ['blank', 'the thread id with a blank behind it', behind(' ')],
    ['path', 'the thread id with a slash and more behind it', behind('/x')],
    ['cut', 'the thread id with a NUL character and more behind it', behind('\u0000x')],
    ['parameter', 'the thread id with a semicolon and more behind it', behind(';x=1')],
    ['query', 'the thread id with a question mark and more behind it', behind('?x=1')],
    ['comma', 'the thread id with a comma and more behind it', behind(',x')],
    ['twice-encoded', 'the thread id with one character percent-encoded twice', { kind: 'percent-encoded-twice' }],
    ['long', 'a thread id of 300 characters', { kind: 'text', text: 'sendproof'.padEnd(300, '-') }],
    ['inherited', 'a thread called toString', { kind: 'text', text: 'toString' }],
    ['space', 'a thread id with a space', { kind: 'text', text: 'sendproof no thread' }],
    ['scripts', 'a thread id in several scripts', { kind: 'text', text: 'sendproof-é-日本-😀' }],
    ['slash', 'a thread id with a slash', { kind: 'text', text: 'sendproof/no/thread' }],
    ['percent', 'a thread id with a percent sign', { kind: 'text', text: 'sendproof%' }],
    ['wildcard', 'an asterisk for a thread id', { kind: 'text', text: '*' }],
    ['like', 'a percent sign for a thread id', { kind: 'text', text: '%' }],
    ['uuid', 'a UUID of no thread', { kind: 'text', text: '6f1c1ad7-53a5-4d1a-8a34-0f0b8c3f5d10' }],
    ['number', 'a number of no thread', { kind: 'text', text: '4000000000' }],
    ['quote', 'a thread id with a quotation mark and a condition', { kind: 'text', text: "x' OR '1'='1" }],
    ['nul', 'a thread id with a NUL character', { kind: 'text', text: 'sendproof\u0000' }],
  ];
  return threads.map(([label, title, thread]) =>
    onEmail({
      id: `means.thread_id.exists/${label}`,
      title,
      request: request(body, { thread }),
      fault: { kind: 'thread' },
      expectation: refusal(),
      clauses: ['means.thread_id.exists'],
    }),
  );
}

/** Ids that break what the document says of the parameter: whatever else they are, they are ids of no thread. */
export function brokenThreads({ document, operation }: Contract, body: Json): Case[] {
  const parameter = operation.parameters.find((one) => one.in === 'path');
  const [place] = parameter === undefined ? [] : placesOf(document, parameter.schema);
  if (parameter === undefined || place === undefined) return [];
  return demandsOf(place.schema).flatMap(([keyword, value]) =>
    (probesOf([place], place, keyword, value) ?? []).flatMap(({ valid, label, title, edit }) => {
      const text = edit(null);
      if (valid || typeof text !== 'string' || text === '') return [];
      return [
        onEmail({
          id: `path.${parameter.name}.${keyword}/${label}`,
          title: `a thread id ${title}`,
          request: request(body, { thread: { kind: 'text', text } }),
          fault: { kind: 'thread' },
          expectation: refusal(keyword === 'format' ? 'should' : 'must'),
          clauses: [`path.${parameter.name}.${keyword}`],
        }),
      ];
    }),
  );
}

function behind(text: string): CaseRequest['thread'] {
  return { kind: 'longer', before: '', behind: text };
}
