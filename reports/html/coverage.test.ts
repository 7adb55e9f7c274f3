import { describe, expect, test } from 'vitest';
import { contract } from '../../contracts/clauses/testing/document.ts';
import { columnsOf } from '../../contracts/verdicts/cells.ts';
import { html } from '../html.ts';
import type { RunRecord } from '../record/record.ts';
import { sampleClauses } from '../testing/sample-clauses.ts';
import { failedRecord, interruptedRecord, passedRecord } from '../testing/sample-record.ts';
import { type Element, elements, readStrictly, textIn } from '../testing/well-formed.ts';

const sectionOf = (record: RunRecord, id: string): Element | undefined =>
  elements(readStrictly(html(record)), 'section').find((e) => e.attributes.id === id);
const whole = (record: RunRecord, id: string): Element => {
  const found = sectionOf(record, id);
  if (!found) throw new Error(`there is no section ${id}`);
  return found;
};
const rowOf = (record: RunRecord, clause: string): string[] => {
  const rows = elements(whole(record, 'matrix'), 'tr');
  const row = rows.find((e) => elements(e, 'th').some((th) => textIn(th) === clause));
  return row ? elements(row, 'td').map(textIn) : [];
};

describe('the coverage by channel', () => {
  test('has a row for each clause and a cell for each column, none of them blank', () => {
    for (const { id } of sampleClauses) {
      const row = rowOf(failedRecord(), id);
      expect(row).toHaveLength(columnsOf(contract).length);
      expect(row.filter((text) => text.trim() === '')).toEqual([]);
    }
  });

  test('shows in its place what was met, what was not, and what nothing decided', () => {
    const at = (channel: string, response: string): number =>
      columnsOf(contract).findIndex((c) => c.channel === channel && c.response === response);
    expect(rowOf(failedRecord(), 'bcc.email.maxLength')[at('email', 'default')]).toBe('1 ✕');
    expect(rowOf(passedRecord(), 'bcc.email.maxLength')[at('email', 'default')]).toBe('1 ✓');
    expect(rowOf(failedRecord(), 'auth.401')[at('email', 'default')]).toBe('1 !');
    expect(rowOf(failedRecord(), 'cc.ignored')[at('slack', '200')]).toBe('1 ✓');
    expect(rowOf(failedRecord(), 'attachments.ContentLength.minimum')[at('email', 'default')]).toBe('0/1 ?');
    expect(rowOf(passedRecord(), 'channel.origin')[at('teams', '200')]).toBe('1 ✓');
  });

  test('gives each reason for a hole, and leaves those of sendproof open to the eye', () => {
    const groups = elements(whole(failedRecord(), 'matrix'), 'details').filter((e) => e.attributes.class === 'gap');
    expect(groups.filter((e) => e.attributes.open !== undefined).map(textIn)).toEqual([
      expect.stringContaining('no-case, by the sample'),
    ]);
    expect(groups.map(textIn).join()).toContain('rate limited to the end');
  });

  test('is not there when the run did not get that far', () => {
    expect(sectionOf(interruptedRecord(), 'matrix')).toBeUndefined();
    expect(sectionOf(interruptedRecord(), 'rarity')).toBeUndefined();
  });
});

describe('how rare a fault would have shown', () => {
  test('is said with its assumption, and for each channel', () => {
    const section = whole(passedRecord(), 'rarity');
    expect(textIn(section)).toContain('would have been seen with 95 % confidence');
    expect(textIn(section)).toContain('independently');
    const [table] = elements(section, 'table');
    expect(table ? elements(table, 'th').map(textIn) : []).toEqual(expect.arrayContaining(['email', 'slack', 'teams']));
  });

  test('shows what came once: how often, and the exchange', () => {
    const section = whole(failedRecord(), 'rarity');
    expect(elements(section, 'li').map(textIn)).toContain('1 without an answer');
    const shown = [...elements(section, 'details'), ...elements(section, 'a')].map(textIn).join();
    expect(shown).toContain('probe · ');
  });
});
