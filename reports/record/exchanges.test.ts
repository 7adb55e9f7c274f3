import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sampleCases } from '../testing/sample-cases.ts';
import { sampleEvents, sampleEvidence, sampleFooter, sampleHeader, samplePlan } from '../testing/sample-record.ts';
import { capEvidence } from './cap.ts';
import type { RunEvent } from './events.ts';
import { exchangeFile } from './exchange-file.ts';
import { readExchanges } from './exchanges.ts';
import type { RunRecord } from './record.ts';
import { validateRecord } from './validate.ts';
import { openRun } from './writer.ts';

const [aCase] = sampleCases;
if (!aCase) throw new Error('the sample has no case');

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sendproof-exchanges-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The record of a run of these events, in its directory. */
const recordOf = (events: readonly RunEvent[], place = dir): RunRecord => {
  const run = openRun(place, {});
  for (const event of events) run.append(event);
  return run.finish();
};

const keptEvent = (evidence: RunRecord['exchanges'][number]): RunEvent => ({ type: 'evidence', evidence });

describe('the exchanges of a run directory', () => {
  const evidence = { ...sampleEvidence(aCase, 'probe'), curl: `curl ${'x'.repeat(50_000)}` };
  const written = (): { record: RunRecord; file: string } => {
    const record = recordOf([sampleHeader, { type: 'evidence', evidence }]);
    return { record, file: join(dir, exchangeFile(record.exchanges[0]?.sha256 ?? '')) };
  };

  test('are read whole, in the order of the record', () => {
    const record = recordOf([sampleHeader, samplePlan, ...sampleEvents(), sampleFooter]);
    const whole = readExchanges(dir, record);
    expect(whole.map(({ id }) => id)).toEqual(record.exchanges.map(({ id }) => id));
    expect(whole.map(capEvidence)).toEqual(record.exchanges);
    expect(readExchanges(dir, { exchanges: [] })).toEqual([]);
  });

  test('that carry their digest are kept as they are, and not written again', () => {
    const { record } = written();
    const place = join(dir, 'again');
    const again = recordOf([sampleHeader, ...record.exchanges.map(keptEvent)], place);
    expect(again.exchanges).toEqual(record.exchanges);
    expect(readdirSync(join(place, 'exchanges'))).toEqual([]);
  });

  test.each(['../../etc/passwd', 'x', 'A'.repeat(64), `${'a'.repeat(64)}\n`])(
    'cannot lie at %j: a record that says so is none',
    (sha256) => {
      const { record } = written();
      const exchanges = record.exchanges.map((one) => ({ ...one, sha256 }));
      expect(validateRecord({ ...record, exchanges })).toMatchObject({
        ok: false,
        errors: [expect.stringMatching(/sha256/)],
      });
    },
  );

  test('one that is not there is named', () => {
    const { record, file } = written();
    rmSync(file);
    expect(() => readExchanges(dir, record)).toThrow(
      expect.objectContaining({ kind: 'not-readable', where: file, message: expect.stringContaining(evidence.id) }),
    );
  });

  test.each<[string, (text: string) => string, string]>([
    ['one byte is another', (text) => text.replace('"status": 200', '"status": 201'), 'its bytes have the sha256'],
    ['it is no JSON', () => '{', 'the exchange must be object'],
    ['it is no exchange', (text) => text.replace('"attempt": 1', '"attempt": 0'), '/attempt must be >= 1'],
    ['it is written otherwise', (text) => text.replace('{', '{ "attempt": 2,'), 'not written as sendproof writes it'],
    ['the record shows another', (text) => text.replace('"status": 200', '"status": 201'), 'at /answer/status'],
  ])('when %s, it is said', (name, change, words) => {
    const { record, file } = written();
    const text = change(readFileSync(file, 'utf8'));
    const sha256 = createHash('sha256').update(text).digest('hex');
    // But for the first, the digest is made to fit.
    const named = name.startsWith('one byte') ? record.exchanges : record.exchanges.map((one) => ({ ...one, sha256 }));
    for (const one of named) writeFileSync(join(dir, exchangeFile(one.sha256)), text);
    expect(() => readExchanges(dir, { exchanges: named })).toThrow(
      expect.objectContaining({ kind: 'changed', message: expect.stringContaining(words) }),
    );
  });
});
