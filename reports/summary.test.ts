import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from './record/record.ts';
import { block, prose } from './summary/markdown.ts';
import { summary } from './summary.ts';
import { bigRecord } from './testing/big-record.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { recordOf, stressLoad } from './testing/sample-loads.ts';
import { failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';

describe('the summary', () => {
  test('begins with the answer in one sentence', () => {
    expect(summary(passedRecord()).split('\n')[0]).toBe(
      '## ✅ acme-staging does what the contract demands: all 15 cases passed and the load "smoke" found no problem in 12,000 requests.',
    );
    expect(summary(interruptedRecord()).split('\n')[0]).toMatch(/^## ❔ No full answer/);
  });

  test('shows each failure with clause, quotation, line and the command that shows it again', () => {
    const text = summary(failedRecord());
    expect(text).toContain('#### ✕ Teams is not configured for the workspace');
    expect(text).toContain(
      'when the matching integration is not configured for the workspace.”, line 22 of the contract',
    );
    expect(text).toContain("```sh\ncurl -sS -X POST 'https://staging.acme.example");
    expect(text).toContain('seen by probe, dredd, pact');
  });

  test('shows what was not tested, why, and what of it was accepted', () => {
    const text = summary(failedRecord());
    expect(text).toContain('| 1 | untested | the profile names no thread for slack-thread |');
    expect(text).toContain('| 1 | untested, accepted by the profile | no Teams sandbox before March |');
  });

  test('says how many failures it left out, and loses none in the count', () => {
    const record = bigRecord(true);
    const cases = Array.from({ length: 20 }, (_, i) => record.cases.map((c) => ({ ...c, id: `${c.id}-${i}` }))).flat();
    const verdicts = Array.from({ length: 20 }, (_, i) =>
      record.verdicts.map((v) => ({ ...v, case: `${v.case}-${i}` })),
    ).flat();
    const huge: RunRecord = { ...record, cases, verdicts };
    const text = summary(huge);
    const shown = text.match(/^#### ✕/gm)?.length ?? 0;
    const left = Number(/\*\*([\d,]+) more failed cases left out/.exec(text)?.[1]?.replace(',', ''));
    expect(text).toContain('### 700 failed cases');
    expect(shown).toBeGreaterThan(50);
    expect(shown + left).toBe(700);
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  });
});

describe('the summary of a load', () => {
  test('has its sentence, findings, objectives, channels and stages', () => {
    const text = summary(recordOf(stressLoad()));
    for (const part of [
      '27,590 requests at up to 600 a second',
      '- **Errors on email**: 178 of 7,000',
      '| p99 on all channels at most 50 ms | 66.4 ms | 63.1 to 70.2 ms | ❌ missed | p99 of all',
      '| channel | requests |',
      '| 60–80 | 600 |',
      'Warm-up: 5 s.',
      'The load generator kept up: k6 1.4.0',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('tells what does not count from what does', () => {
    const text = summary(recordOf(sampleLoad({ valid: false, stall: true })));
    expect(text).toContain('- **Stalls** (does not count: the load is not valid): For 2.1 seconds');
    expect(text).toContain('- **Wrong answers on teams**: 12 of 3,000');
  });
});

describe('Markdown of any text', () => {
  test('prose is one line and opens nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('`', '|', '*', '_', '<', '>', '[', ']', '\\', '\n', '#', 'a', ' ') }),
        (text) => {
          const shown = prose(text);
          expect(shown).not.toMatch(/\n|</);
          // Every character that means something is escaped by an odd number of backslashes: its own and whole pairs.
          for (const mark of shown.matchAll(/(\\*)[`|*_[\]#~]/g)) expect((mark[1]?.length ?? 0) % 2).toBe(1);
        },
      ),
    );
  });

  test('a block ends where it ends, whatever rows of backticks it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '\n', 'a') }), (text) => {
        const lines = block(text).split('\n');
        const fence = lines[0] ?? '';
        expect(lines.slice(1, -1).some((line) => line.trim().startsWith(fence))).toBe(false);
        expect(lines.at(-1)).toBe(fence);
      }),
    );
  });
});
