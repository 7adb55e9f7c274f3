import { describe, expect, test } from 'vitest';
import { type Change, hurting, nobody, review, type Side } from '../../contracts/diff/change.ts';
import type { Diff } from './result.ts';
import { text } from './text.ts';
import { weigh } from './weigh.ts';

const pointer = { old: '/a', new: '/a' };
const plain = (words: string) => words;
const paint = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

const change = (
  name: string,
  finding: Omit<Change, 'id' | 'operations' | 'line'>,
  operations = ['POST /x'],
): Change => ({
  ...finding,
  id: `POST /x ${name}`,
  operations,
  line: { old: 1, new: 1 },
});

/** A change of a request that was right under one document only. */
const refused = (name: string, rightUnder: Side, operations?: string[]): Change => {
  const witness = {
    message: 'request',
    part: 'body',
    name: '',
    value: name,
    rightUnder,
    foundBy: 'derivation',
  } as const;
  return change(name, hurting(name, pointer, `${name} has changed`, [witness]), operations);
};
const read = (name: string): Change =>
  change(name, review(name, pointer, `${name} is described in other words`, { old: '1', new: '2' }));

const weighed = (changes: readonly Change[]): Diff =>
  weigh(
    {
      documents: { old: 'old.json', new: 'new.json' },
      changes,
      consumers: { builtIn: true, pacts: [], broken: [] },
      behaviour: null,
    },
    [],
    '2027-01-31T00:00:00.000Z',
  );

test('what hurts clients comes first, then what hurts implementations, then what must be read', () => {
  const diff = weighed([read('a'), refused('b', 'new'), refused('c', 'old'), read('d'), refused('e', 'old')]);
  expect(diff.open.map(({ name }) => name)).toEqual(['c', 'e', 'b', 'a', 'd']);
  expect(diff.toWaive[0]?.change).toBe('POST /x c');
});

describe('a document of which much has changed', () => {
  const many = (count: number, make: (name: string) => Change, prefix: string) =>
    Array.from({ length: count }, (_, index) => make(`${prefix}${index}`));
  const lines = text(
    weighed([
      ...many(500, (name) => refused(name, 'new'), 'implementation'),
      ...many(41, (name) => refused(name, 'old'), 'client'),
      ...many(3, read, 'word'),
      ...many(60, (name) => change(name, nobody(name, pointer, `${name} hurts nobody`)), 'note'),
    ]),
    paint,
  ).split('\n');

  test('is shown in part, of each kind', () => {
    expect(lines.length).toBeLessThan(600);
    const shown = (word: string) => lines.filter((line) => line.includes(word) && line.includes('has changed')).length;
    // The last one is the waiver that is shown as an example.
    expect(shown('client')).toBe(40 + 1);
    expect(shown('implementation')).toBe(40);
    expect(lines.filter((line) => line.includes('hurts nobody')).length).toBe(40);
    expect(lines.join('\n')).toContain('word2 is described in other words');
  });

  test('says how much is not shown, and where it is', () => {
    expect(lines).toContain('… and 1 change more, all of them in --json (clients)');
    expect(lines).toContain('… and 460 changes more, all of them in --json (implementations)');
    expect(lines).toContain('  … and 20 changes more, all of them in --json');
  });
});

test('the operations that share a change are named, the first of many', () => {
  const operations = Array.from({ length: 5 }, (_, index) => `GET /${index}`);
  const words = text(weighed([refused('a', 'old', operations), refused('b', 'old')]), paint);
  expect(words).toContain('in 5 operations: GET /0, GET /1, GET /2 and 2 more');
  expect(words.match(/ operations?: /g)?.length).toBe(1);
});
