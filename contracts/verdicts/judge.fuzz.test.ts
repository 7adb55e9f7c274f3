import {
  anything,
  array,
  assert,
  constantFrom,
  integer,
  json,
  oneof,
  property,
  record,
  string,
  uint8Array,
} from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../clauses/testing/document.ts';
import { answered, cases } from '../target/testing/target.ts';
import { judged, none, sent } from './testing/run.ts';

const known = new Set(contract.clauses.map(({ id }) => id));
const one = constantFrom(...cases);

const type = oneof(constantFrom('application/json', 'application/json; charset=utf-8', 'text/html', ''), string());
const names = constantFrom('id', 'thread_id', 'channel', 'message', 'code', 'issues', '__proto__', 'constructor', 'x');
const values = oneof(
  constantFrom('email', 'slack', 'thr of email-thread', 'validation_failed'),
  anything({ maxDepth: 2 }),
);
/** Bodies that are nearly right find more than noise does. */
const nearly = array(record({ name: names, value: values }), { maxLength: 5 }).map((list) =>
  Buffer.from(`{${list.map(({ name, value }) => `${JSON.stringify(name)}:${written(value)}`).join(',')}}`),
);
const body = oneof(
  nearly,
  json().map((text) => Buffer.from(text)),
  uint8Array().map((bytes) => Buffer.from(bytes)),
);
const answer = record({ status: integer({ min: 200, max: 599 }), type, body }).map((parts) =>
  answered(parts.status, [['content-type', parts.type]], parts.body),
);
const silence = constantFrom(...(['timeout', 'broken', 'limit', 'unreachable'] as const)).map(none);

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch {
    return 'null';
  }
}

test('whatever comes back, every exchange is judged: by clauses of the contract, with a reason that a person can read', () => {
  const run = array(record({ one, reply: oneof({ weight: 9, arbitrary: answer }, silence) }), {
    minLength: 1,
    maxLength: 60,
  });
  assert(
    property(run, (parts) => {
      const exchanges = parts.map(({ one: what, reply }) => sent(what, reply));
      const verdicts = judged(exchanges, parts.length % 2 === 0);
      for (const { clause, reason, outcome } of verdicts) {
        expect(known).toContain(clause);
        expect(outcome).toMatch(/^(passed|failed|cantTell)$/);
        expect(reason).not.toBe('');
        expect(reason.length).toBeLessThan(1000);
        expect(reason).not.toMatch(/[\n\r]/);
      }
      expect(new Set(verdicts.map(({ exchange }) => exchange))).toEqual(new Set(exchanges.map(({ id }) => id)));
      const twice = verdicts.map(({ exchange, clause }) => `${exchange} ${clause}`);
      expect(new Set(twice).size).toBe(twice.length);
    }),
    { numRuns: 25 },
  );
});

test('what is not JSON never breaks a clause about a property', () => {
  const noise = uint8Array({ minLength: 1 }).map((bytes) => Buffer.from([0xff, ...bytes]));
  assert(
    property(array(record({ one, status: integer({ min: 200, max: 599 }), noise }), { maxLength: 40 }), (parts) => {
      const verdicts = judged(
        parts.map((part) => sent(part.one, answered(part.status, [['content-type', 'application/json']], part.noise))),
      );
      expect(verdicts.filter(({ clause }) => /^response\.\w+\.body/.test(clause))).toEqual([]);
    }),
    { numRuns: 15 },
  );
});
