import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyStream } from '../testing/arbitraries.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import { sampleEvidence, sampleFooter, sampleHeader, samplePlan } from '../testing/sample-record.ts';
import { capEvidence, caps } from './cap.ts';
import type { RunEvent } from './events.ts';
import { fold } from './fold.ts';
import { validateRecord } from './validate.ts';

const [first] = sampleCases;
if (!first) throw new Error('the sample has no case');

describe('fold', () => {
  test('refuses a stream without a header, and says what to do', () => {
    expect(() => fold([samplePlan, sampleFooter])).toThrow(
      expect.objectContaining({ kind: 'no-header', hint: expect.stringContaining('again') }),
    );
  });

  test('says "not finished" until there is a footer', () => {
    expect(fold([sampleHeader]).finishedAt).toBeNull();
    expect(fold([sampleHeader, sampleFooter]).finishedAt).toBe('2026-11-23T21:31:50.000Z');
  });

  test('makes a valid record of any prefix of any stream, and a prefix never holds more than the whole', () => {
    fc.assert(
      fc.property(anyStream, fc.nat(30), (stream, n) => {
        const part = fold(stream.slice(0, Math.max(1, n)));
        const whole = fold(stream);
        expect(validateRecord(part).ok).toBe(true);
        expect(whole.verdicts.slice(0, part.verdicts.length)).toEqual(part.verdicts);
        expect(whole.exchanges.length).toBeGreaterThanOrEqual(part.exchanges.length);
      }),
      { numRuns: 60 },
    );
  });

  test('does not care how events of different types are mixed', () => {
    const byType = (events: RunEvent[]): RunEvent[] =>
      [...Map.groupBy(events, (e) => e.type).values()].reverse().flat();
    fc.assert(
      fc.property(anyStream, (stream) => {
        expect(fold(byType(stream))).toEqual(fold(stream));
      }),
      { numRuns: 60 },
    );
  });

  test('leaves its events as they were', () => {
    fc.assert(
      fc.property(anyStream, (stream) => {
        const before = JSON.stringify(stream);
        fold(stream);
        expect(JSON.stringify(stream)).toBe(before);
      }),
      { numRuns: 20 },
    );
  });

  test('keeps one plan of two that overlap, and the header of the run that began', () => {
    const later: RunEvent = { ...sampleHeader, header: { ...sampleHeader.header, startedAt: '2027-01-01T00:00:00Z' } };
    const record = fold([sampleHeader, samplePlan, later, samplePlan]);
    expect(record.cases).toHaveLength(sampleCases.length);
    expect(record.startedAt).toBe(sampleHeader.header.startedAt);
  });
});

describe('the cap on evidence', () => {
  const large = (text: string): ReturnType<typeof capEvidence> => {
    const evidence = sampleEvidence(first, 'probe');
    return capEvidence({
      ...evidence,
      curl: `curl ${text}`,
      request: { ...evidence.request, headers: [['x', text]], body: { bytes: 9, cut: false, base64: text } },
      answer: { kind: 'answer', status: 200, headers: [['y', text]], body: { bytes: text.length, cut: false, text } },
    });
  };

  test('cuts what is large, says so and keeps the true size', () => {
    const text = 'a'.repeat(100_000);
    const { answer, curl } = large(text);
    expect(answer).toMatchObject({ body: { bytes: 100_000, cut: true, text: 'a'.repeat(caps.body) } });
    expect(curl.startsWith('#')).toBe(true);
    expect(JSON.stringify(large(text)).length).toBeLessThan(25_000);
  });

  test('leaves what is small as it is', () => {
    const evidence = sampleEvidence(first, 'probe');
    expect(capEvidence(evidence)).toEqual({ ...evidence, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  test('changes nothing the second time, and cuts no character in half', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 4000, maxLength: 9000 }), (text) => {
        const once = large(text);
        expect(capEvidence(once)).toEqual(once);
        if (once.answer.kind === 'answer') expect(once.answer.body.text?.isWellFormed()).toBe(text.isWellFormed());
      }),
      { numRuns: 20 },
    );
  });
});
