import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDredd } from './dredd/dredd.ts';
import { type Reply, readPrism } from './prism/prism.ts';
import { requests } from './prism/requests.ts';
import { readSchemathesis } from './schemathesis/schemathesis.ts';
import { readSendproof } from './sendproof/sendproof.ts';

/** What the tools really printed, cut down to what is read of it. */
const sample = (file: string): string => readFileSync(join(import.meta.dirname, 'samples', file), 'utf8');

describe('Schemathesis', () => {
  test('no failure: passed', () => {
    expect(readSchemathesis(sample('schemathesis-passed.json'))).toEqual({ outcome: 'passed', words: '' });
  });

  test('failures: failed, in its words', () => {
    expect(readSchemathesis(sample('schemathesis-failed.json'))).toEqual({
      outcome: 'failed',
      words: 'API accepts requests without authentication; Missing required header accepted',
    });
  });

  test('a server that cannot be reached has not failed', () => {
    expect(readSchemathesis(sample('schemathesis-unreachable.json'))).toEqual({
      outcome: 'unclear',
      words: 'Network Error',
    });
  });
});

describe('Dredd', () => {
  test('all transactions passing: passed', () => {
    expect(readDredd(sample('dredd-passed.txt'))).toEqual({ outcome: 'passed', words: '' });
  });

  test('a failing transaction: failed, and named once', () => {
    expect(readDredd(sample('dredd-failed.txt'))).toEqual({ outcome: 'failed', words: 'POST (401)' });
  });

  test('errors are no failures', () => {
    expect(readDredd(sample('dredd-unreachable.txt'))).toEqual({ outcome: 'unclear', words: '5 errors' });
  });

  test('no count at its end: no answer', () => {
    expect(readDredd('error: Configuration file is broken')).toMatchObject({ outcome: 'unclear' });
  });
});

describe('Prism', () => {
  const replies: Record<string, (Reply & { title: string })[]> = JSON.parse(sample('prism.json'));

  const read = (server: string) =>
    readPrism(
      requests.flatMap((request) => {
        const reply = replies[server]?.find(({ title }) => title === request.title);
        return reply ? [[request, reply] as const] : [];
      }),
    );

  test('violations in requests that were meant to have them: passed', () => {
    expect(read('clean')).toEqual({ outcome: 'passed', words: '' });
  });

  test('a violation in an answer: failed', () => {
    expect(read('error-401-empty')).toEqual({
      outcome: 'failed',
      words: expect.stringMatching(/^without a token: The received media type "application\/octet-stream" does not/),
    });
  });

  test('an invalid request that succeeds: failed', () => {
    expect(read('content-empty-accepted')).toEqual({ outcome: 'failed', words: 'with empty content: answered 200' });
  });

  test('a valid request without an answer: failed', () => {
    const [valid] = requests.filter(({ accepted }) => accepted);
    expect(valid && readPrism([[valid, { status: 0, violations: null }]])).toEqual({
      outcome: 'failed',
      words: 'by email: no answer',
    });
  });
});

describe('sendproof', () => {
  test('exit code 0: passed', () => {
    expect(readSendproof({ code: 0, stdout: '', stderr: '' })).toEqual({ outcome: 'passed', words: '' });
  });

  test('exit code 1: failed, with the clauses that are broken', () => {
    const end = { code: 1, stdout: sample('sendproof-failed.json'), stderr: '' };
    expect(readSendproof(end)).toEqual({ outcome: 'failed', words: 'security.bearer' });
  });

  test.each([2, 3])('exit code %s: no answer, and why', (code) => {
    const end = { code, stdout: '', stderr: 'sendproof: nobody answers\n' };
    expect(readSendproof(end)).toEqual({ outcome: 'unclear', words: 'sendproof: nobody answers' });
  });
});
