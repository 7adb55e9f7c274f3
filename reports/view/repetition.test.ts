import { describe, expect, test } from 'vitest';
import { plannedRepetition, type Repetition } from '../../contracts/verdicts/repetition.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import { failedRecord, passedRecord } from '../testing/sample-record.ts';
import { accidentsIn, oneOf, plannedRarities, rarities, rarityText } from './repetition.ts';

const texts = (repetition: Repetition | null): string[] => rarities(repetition).map(rarityText);

test.each([
  [1 / 211.8, 'one of 211'],
  [1 / 1234.5, 'one of 1,234'],
  [0.5, 'one of 2'],
  [0.95, 'most'],
  [null, '–'],
])('a share of %s is %s: the rarest such fault that is found', (share, words) => {
  expect(oneOf(share)).toBe(words);
});

describe('a run says', () => {
  test('how many answers it looked at, which fault they would have shown, and that nothing was wrong', () => {
    const [valid, refusals, ...others] = texts(passedRecord().repetition);
    expect(valid).toMatch(
      /^15 answers to valid messages: a fault that comes by chance in one of 5, or in more, would have been seen with 95 % confidence \(one of 3 with 99 %\)/,
    );
    expect(valid).toMatch(/\. 0 wrong, 0 without an answer and 0 with a 5xx\.$/);
    expect(refusals).toContain('answers to requests that must be refused');
    expect(others).toEqual([]);
  });

  test('what came once, with the exchange that shows it', () => {
    const [valid] = rarities(failedRecord().repetition);
    if (valid === undefined) throw new Error('nothing is said of valid messages');
    expect(rarityText(valid)).toContain('1 without an answer (send.email.probe)');
    expect(accidentsIn(valid)).toEqual(['send.email.probe']);
  });

  test('an accident with what the document leaves open, and else nothing of it', () => {
    const { repetition } = passedRecord();
    if (repetition === null) throw new Error('the sample has no repetition');
    const open = { ...repetition.open, serverErrors: ['x0007'] };
    expect(texts({ ...repetition, open }).at(-1)).toContain('1 with a 5xx (x0007)');
  });

  test('an accident that is all that came', () => {
    const nothing = plannedRepetition([]);
    expect(texts({ ...nothing, valid: { ...nothing.valid, missing: ['x1', 'x2', 'x3', 'x4'] } })).toEqual([
      '0 answers to valid messages. 0 wrong, 4 without an answer (x1, x2, x3, …) and 0 with a 5xx.',
    ]);
  });

  test('nothing where there is nothing to say', () => {
    expect([...texts(null), ...texts(plannedRepetition([]))]).toEqual([]);
  });
});

test('a plan says what it will find, for each channel too', () => {
  const [valid, refusals] = plannedRarities(plannedRepetition(sampleCases));
  expect(valid).toMatch(
    /^The probe alone gets 5 answers to valid messages: .* will be seen .*By channel: email .*teams/,
  );
  expect(refusals).toMatch(/^The probe alone gets \d+ answers to requests that must be refused: /);
});
