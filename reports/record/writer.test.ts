import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reports } from '../index.ts';
import { sampleCases } from '../testing/sample-cases.ts';
import {
  failedRecord,
  passedRecord,
  sampleEvents,
  sampleEvidence,
  sampleFooter,
  sampleHeader,
  samplePlan,
} from '../testing/sample-record.ts';
import { capEvidence } from './cap.ts';
import type { RunEvent } from './events.ts';
import { exchangeFile } from './exchange-file.ts';
import { readRun } from './read.ts';
import { openRun, writeRecord, writeReports } from './writer.ts';

const events: RunEvent[] = [sampleHeader, samplePlan, ...sampleEvents(), sampleFooter];
const [aCase] = sampleCases;
if (!aCase) throw new Error('the sample has no case');

let dir = '';
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'sendproof-run-')), 'run');
});
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }));

const started = (stream: readonly RunEvent[]): ReturnType<typeof openRun> => {
  const run = openRun(dir, reports);
  for (const event of stream) run.append(event);
  return run;
};

describe('a run directory', () => {
  test('holds the record, every report, the events and each exchange', () => {
    const record = started(events).finish();
    expect(readdirSync(dir).toSorted()).toEqual([
      'ctrf.json',
      'events.jsonl',
      'exchanges',
      'junit.xml',
      'metrics.txt',
      'record.json',
      'report.html',
      'report.sarif',
      'summary.md',
    ]);
    expect(readRun(dir)).toEqual(record);
    expect(readdirSync(join(dir, 'exchanges'))).toHaveLength(record.exchanges.length);
    expect(record.result).toBe('passed');
  });

  test('holds the whole of a large exchange, though the record is capped', () => {
    const evidence = { ...sampleEvidence(aCase, 'probe'), curl: `curl ${'x'.repeat(50_000)}` };
    const record = started([sampleHeader, { type: 'evidence', evidence }]).finish();
    expect(record.exchanges[0]?.curl.length).toBeLessThan(9000);
    const [kept] = record.exchanges;
    const bytes = readFileSync(join(dir, 'exchanges', `${kept?.sha256}.json`));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(kept?.sha256);
    expect(JSON.parse(bytes.toString())).toEqual(evidence);
    expect(readRun(dir).exchanges).toEqual(record.exchanges);
  });

  test('is read without record.json, as after a crash', () => {
    started(events.slice(0, 20)).close();
    expect(existsSync(join(dir, 'record.json'))).toBe(false);
    expect(readRun(dir)).toMatchObject({ finishedAt: null, result: 'inconclusive' });
  });

  test('is read though the last line was cut anywhere', () => {
    started(events).close();
    const text = readFileSync(join(dir, 'events.jsonl'), 'utf8').trimEnd();
    const lastLine = text.lastIndexOf('\n') + 1;
    for (let end = lastLine; end < text.length; end += 1) {
      writeFileSync(join(dir, 'events.jsonl'), text.slice(0, end));
      expect(readRun(dir).finishedAt).toBeNull();
    }
    writeFileSync(join(dir, 'events.jsonl'), text);
    expect(readRun(dir).finishedAt).not.toBeNull();
  });

  test('is not overwritten by a second run', () => {
    started(events).finish();
    expect(() => openRun(dir, reports)).toThrow(expect.objectContaining({ kind: 'not-empty', where: dir }));
  });

  test('gets its reports again from a record', () => {
    started(events).finish();
    writeReports(dir, failedRecord(), reports);
    expect(readFileSync(join(dir, 'summary.md'), 'utf8')).toContain('falls short');
  });

  test('may be closed after it is finished', () => {
    const run = started(events);
    run.finish();
    expect(() => run.close()).not.toThrow();
  });
});

describe('what cannot be read is one clear error', () => {
  test('nothing there', () => {
    expect(() => readRun(dir)).toThrow(
      expect.objectContaining({ kind: 'not-readable', hint: expect.stringContaining('results/latest') }),
    );
  });

  test('a record that was changed', () => {
    started(events).finish();
    writeFileSync(join(dir, 'record.json'), JSON.stringify({ ...passedRecord(), verdicts: 'none' }));
    expect(() => readRun(dir)).toThrow(
      expect.objectContaining({ kind: 'not-a-record', message: expect.stringContaining('/verdicts must be array') }),
    );
  });

  test('a line in the middle that is no event, with its number', () => {
    started(events).close();
    const lines = readFileSync(join(dir, 'events.jsonl'), 'utf8').split('\n');
    writeFileSync(join(dir, 'events.jsonl'), lines.toSpliced(4, 1, '{"type":').join('\n'));
    expect(() => readRun(dir)).toThrow(expect.objectContaining({ where: `${join(dir, 'events.jsonl')}:5` }));
  });
});

describe('what cannot be written is one clear error', () => {
  test('a directory that is a file', () => {
    writeFileSync(dir, '');
    expect(() => openRun(dir, reports)).toThrow(
      expect.objectContaining({ kind: 'not-writable', where: dir, hint: expect.stringContaining('--out') }),
    );
  });

  // A device that is always full stands in for a full disk; where there is none, the next test still runs.
  test.runIf(existsSync('/dev/full'))('a full disk: what was written before is kept, and can be read', () => {
    const run = started(events);
    mkdirSync(join(dir, 'spare'));
    symlinkSync('/dev/full', join(dir, 'record.json.partial'));
    expect(() => run.finish()).toThrow(expect.objectContaining({ kind: 'no-space', where: join(dir, 'record.json') }));
    expect(existsSync(join(dir, 'record.json'))).toBe(false);
    expect(readRun(dir)).toMatchObject({ result: 'passed' });
  });

  test('an exchange that cannot be kept is not referred to', () => {
    const run = started([sampleHeader]);
    const evidence = sampleEvidence(aCase, 'probe');
    mkdirSync(join(dir, exchangeFile(capEvidence(evidence).sha256)));
    expect(() => run.append({ type: 'evidence', evidence })).toThrow(expect.objectContaining({ kind: 'not-writable' }));
    expect(run.finish().exchanges).toEqual([]);
  });

  test('a record is there whole or not at all', () => {
    mkdirSync(dir);
    writeRecord(dir, passedRecord());
    mkdirSync(join(dir, 'record.json.partial'));
    expect(() => writeRecord(dir, failedRecord())).toThrow();
    expect(readRun(dir).result).toBe('passed');
  });
});
