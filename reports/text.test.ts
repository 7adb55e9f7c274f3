import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, count, decimal, legible, list, ms, plural, sentence, when } from './text.ts';

test.each([
  [count(0), '0'],
  [count(999), '999'],
  [count(1234567), '1,234,567'],
  [plural(1, 'case'), '1 case'],
  [plural(1200, 'case'), '1,200 cases'],
  [list(['a', 'b', 'c']), 'a, b and c'],
  [ms(null), '–'],
  [ms(0.123), '0.12'],
  [ms(14.26), '14.3'],
  [ms(1499.6), '1,500'],
  [decimal(50), '50'],
  [decimal(1234.56), '1,234.6'],
  [when('2026-11-23T21:30:32.123Z'), '2026-11-23 21:30:32 UTC'],
  [when('2026-11-23T21:30:32+01:00'), '2026-11-23 21:30:32 +01:00'],
  [when('yesterday'), 'yesterday'],
  [sentence('no k6'), 'no k6.'],
  [sentence('Install Go.'), 'Install Go.'],
])('%s', (got, want) => {
  expect(got).toBe(want);
});

describe('legible', () => {
  test('shows what cannot be seen, and leaves what can', () => {
    expect(legible('a\u0000\u001B[31m\r\nb\tc\uD800é😀')).toBe('a␀␛[31m\nb\tc\uFFFDé😀');
  });

  test('is idempotent on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(legible(legible(text))).toBe(legible(text));
      }),
    );
  });
});

test('clip cuts no character in half and says how much there was', () => {
  expect(clip('short', 10)).toBe('short');
  expect(clip('😀'.repeat(1000), 5)).toBe('😀😀… (cut, 2,000 characters)');
});
