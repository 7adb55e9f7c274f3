import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { waiversSchemaFile, waiversSchemaText } from '../write-schema.ts';
import { checkWaivers } from './check.ts';

const known = {
  clause: ['SEND', 'request.body.cc[].email.maxLength', 'says.channel'],
  case: ['says.html', 'says.html/twice'],
};
const good = { clause: 'says.channel', reason: 'known since May', owner: 'Ana', expires: '2027-01-31' };

/** What is said to be wrong with a file: pointer and message of each problem. */
const problemsOf = (file: unknown): string[] => {
  const checked = checkWaivers(file, known);
  return 'problems' in checked
    ? checked.problems.map(({ pointer, message }) => `${pointer} ${message}`).toSorted()
    : [];
};

/** The same of one waiver; `undefined` leaves a property out. */
const problemsOfOne = (changes: object): string[] =>
  problemsOf({ waivers: [JSON.parse(JSON.stringify({ ...good, ...changes }))] });

test('the schema of waivers in the project is the one that they are checked with (npm run generate)', () => {
  expect(readFileSync(waiversSchemaFile, 'utf8')).toBe(waiversSchemaText());
});

test('a waiver names a clause or a case, by its id; a file may be empty and may name its schema', () => {
  const { clause: _, ...rest } = good;
  const waivers = [good, { ...rest, case: 'says.html' }];
  expect(checkWaivers({ $schema: 'x', waivers }, known)).toEqual({ waivers, changes: [] });
  expect(checkWaivers({ waivers: [] }, known)).toEqual({ waivers: [], changes: [] });
});

const { clause: _, ...lasting } = good;
const shorter = { change: 'POST /messages request.body.cc[].email.maxLength', sentence: 'shorter now', ...lasting };

test('a waiver of a change stands in the same file and waives nothing in a run', () => {
  expect(checkWaivers({ waivers: [good, shorter] }, known)).toEqual({ waivers: [good], changes: [shorter] });
});

test('where two documents are compared, clauses and cases need not be known', () => {
  const waivers = [{ ...good, clause: 'of another contract' }, shorter];
  expect(checkWaivers({ waivers }, null)).toMatchObject({ changes: [shorter] });
});

test('the same place may change in two ways, each waived once', () => {
  const longer = { ...shorter, sentence: 'longer now' };
  expect(checkWaivers({ waivers: [shorter, longer] }, null)).toMatchObject({ changes: [shorter, longer] });
  expect(problemsOf({ waivers: [shorter, longer, shorter] })).toEqual([
    '/waivers/2/change is the same change as /waivers/0/change',
  ]);
});

test('all that is wrong is said at once, each at its place, with the nearest name', () => {
  expect(
    problemsOf({
      waiver: [],
      waivers: [
        { clause: 'says.chanel', reason: ' ', owner: 3, expire: '2027-01-31' },
        { ...good, clause: 'request.body.cc[].email.maxlength', expires: '2027-02-30' },
        { case: 'says.htm/twice', reason: 'known', owner: 'Ana', expires: '2027-01-31' },
        'says.channel',
        good,
        good,
      ],
    }),
  ).toEqual([
    '/ has no property "waiver"; the nearest is "waivers"',
    '/waivers/0 has no property "expire"; the nearest is "expires"',
    "/waivers/0 must have required property 'expires'",
    '/waivers/0/clause "says.chanel" is the id of no clause; the nearest is "says.channel"',
    '/waivers/0/owner must be string',
    '/waivers/0/reason must not be blank',
    '/waivers/1/clause "request.body.cc[].email.maxlength" is the id of no clause; the nearest is "request.body.cc[].email.maxLength"',
    '/waivers/1/expires must be a day of the calendar, such as "2027-01-31"',
    '/waivers/2/case "says.htm/twice" is the id of no case; the nearest is "says.html/twice"',
    '/waivers/3 must be object',
    '/waivers/5/clause is the same clause as /waivers/4/clause',
  ]);
});

test.each<[string, object, string]>([
  ['a change without its sentence', { clause: undefined, change: 'x' }, '/waivers/0 needs "change" and "sentence"'],
  ['a blank sentence', { clause: undefined, change: 'x', sentence: ' ' }, '/waivers/0/sentence must not be blank'],
  [
    'a change and a clause',
    { change: 'x', sentence: 'y' },
    '/waivers/0 must name either a clause or a case or a change',
  ],
  ['neither clause nor case', { clause: undefined }, '/waivers/0 must name either a clause or a case'],
  ['both clause and case', { case: 'says.html' }, '/waivers/0 must name either a clause or a case'],
  [
    'a case that is called a clause',
    { clause: 'says.html' },
    '/waivers/0/clause "says.html" is the id of no clause: it is a case',
  ],
  ['another case of letters', { clause: 'SAYS.CHANNEL' }, 'the nearest is "says.channel"'],
  ['a glob', { clause: 'says.*' }, '/waivers/0/clause "says.*" is the id of no clause'],
  ['no owner', { owner: undefined }, "/waivers/0 must have required property 'owner'"],
  ['no reason', { reason: undefined }, "/waivers/0 must have required property 'reason'"],
  ['no last day', { expires: undefined }, "/waivers/0 must have required property 'expires'"],
  ['the 29th of February of a common year', { expires: '2027-02-29' }, '/waivers/0/expires must be a day'],
  ['a moment for a day', { expires: '2027-01-31T00:00:00Z' }, '/waivers/0/expires must be a day'],
  ['a day as others write it', { expires: '31.01.2027' }, '/waivers/0/expires must be a day'],
])('%s is one problem', (_, changes, problem) => {
  expect(problemsOfOne(changes)).toEqual([expect.stringContaining(problem)]);
});

test('the 29th of February of a leap year is a day', () => {
  expect(problemsOfOne({ expires: '2028-02-29' })).toEqual([]);
});

describe('of any value', () => {
  test('either every waiver is taken as it is, or something is said to be wrong', () => {
    const anyWaiver = fc.record(
      {
        clause: fc.constantFrom('says.channel', 'says.nothing', 5),
        case: fc.constantFrom('says.html', '', null),
        reason: fc.constantFrom('known', ''),
        owner: fc.constantFrom('Ana', []),
        expires: fc.constantFrom('2027-01-31', '2027-13-01'),
        more: fc.constant(1),
      },
      { requiredKeys: [] },
    );
    const anyFile = fc.oneof(fc.jsonValue(), fc.record({ waivers: fc.oneof(fc.jsonValue(), fc.array(anyWaiver)) }));
    fc.assert(
      fc.property(anyFile, (file) => {
        const checked = checkWaivers(file, known);
        if ('problems' in checked) expect(checked.problems).not.toEqual([]);
        else expect({ waivers: checked.waivers }).toEqual(file);
      }),
      { numRuns: 500 },
    );
  });
});
