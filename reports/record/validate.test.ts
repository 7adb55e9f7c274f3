import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { failedRecord, passedRecord } from '../testing/sample-record.ts';
import { validateRecord } from './validate.ts';
import { recordSchemaFile, recordSchemaText } from './write-schema.ts';

test('record.schema.json is what the types say (else run reports/record/write-schema.ts)', () => {
  expect(readFileSync(recordSchemaFile, 'utf8')).toBe(recordSchemaText());
});

describe('validateRecord', () => {
  test.each([passedRecord(), failedRecord()])('takes a record, also after a way through JSON', (record) => {
    expect(validateRecord(JSON.parse(JSON.stringify(record)))).toEqual({ ok: true, value: record });
  });

  test('says every place that is wrong, in words', () => {
    const record = { ...passedRecord(), result: 'splendid', startedAt: 'yesterday', seed: 1.5 };
    const checked = validateRecord(record);
    expect(checked.ok ? [] : checked.errors.toSorted()).toEqual([
      '/result must be one of passed, failed, inconclusive',
      '/seed must be integer',
      '/startedAt must match format "date-time"',
    ]);
  });

  test('refuses what another version wrote', () => {
    const checked = validateRecord({ ...passedRecord(), schemaVersion: '2.0' });
    expect(checked).toEqual({ ok: false, errors: ['/schemaVersion must be "1.0"'] });
  });

  test.each([null, 3, 'text', [], {}])('refuses %j without throwing', (value) => {
    expect(validateRecord(value).ok).toBe(false);
  });

  test('does not list a thousand errors', () => {
    const checked = validateRecord({ ...passedRecord(), verdicts: Array.from({ length: 1000 }, () => ({})) });
    expect(checked.ok ? 0 : checked.errors.length).toBe(21);
  });
});
