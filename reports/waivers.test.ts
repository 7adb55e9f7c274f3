import { describe, expect, test } from 'vitest';
import { html } from './html.ts';
import { junit } from './junit.ts';
import type { RunRecord } from './record/record.ts';
import { summary } from './summary.ts';
import { lapsedRecord, waivedRecord } from './testing/waived-record.ts';
import { type Element, elements, readStrictly, textIn } from './testing/well-formed.ts';
import { view } from './view/index.ts';

const section = (record: RunRecord): Element | undefined =>
  elements(readStrictly(html(record)), 'section').find((e) => e.attributes.id === 'waivers');

const testcase = (record: RunRecord, name: string): Element => {
  const found = elements(readStrictly(junit(record)), 'testcase').find((t) => t.attributes.name?.startsWith(name));
  if (!found) throw new Error(`no testcase ${name}`);
  return found;
};

describe('a waived failure', () => {
  test('is an outcome of its own, of its case, its engines and its clause', () => {
    const { cases, tally, clauses } = view(waivedRecord());
    const one = cases.find(({ id }) => id === 'bcc.email.255');
    expect(tally).toMatchObject({ failed: 0, waived: 2 });
    expect(one).toMatchObject({ outcome: 'waived', failures: [], warnings: [] });
    expect(one?.engines.map(({ outcome }) => outcome)).toEqual(['waived', 'waived', 'waived']);
    expect(one?.waived.map(({ waiver }) => waiver.owner)).toEqual(['team-mail', 'team-mail', 'team-mail']);
    expect(clauses.find(({ clause }) => clause.id === 'bcc.email.maxLength')).toMatchObject({ outcome: 'waived' });
  });

  test('beside one that is not leaves its case and its clause failed', () => {
    const record = waivedRecord();
    const [failed] = record.verdicts.filter((v) => v.case === 'integration.teams');
    if (!failed) throw new Error('the sample has no such verdict');
    const more = { ...failed, case: 'integration.live_chat' };
    const { cases, clauses } = view({
      ...record,
      verdicts: [...record.verdicts, more, { ...more, clause: 'content.required' }],
    });
    expect(cases.find(({ id }) => id === 'integration.teams')?.outcome).toBe('waived');
    expect(cases.find(({ id }) => id === 'integration.live_chat')?.outcome).toBe('failed');
    expect(clauses.find(({ clause }) => clause.id === 'integration.missing')?.outcome).toBe('failed');
  });

  test('is shown in the HTML with all that a failure shows, and with its waiver', () => {
    const text = textIn(section(waivedRecord()) ?? readStrictly('<p></p>'));
    for (const part of [
      'bcc[0].email one character over maxLength 254',
      'Line 87 of the contract',
      'What came: Accepted with status 200',
      'curl -sS -X POST',
      'clause bcc.email.maxLength waived until 2027-01-31 by team-mail: the gateway cuts long addresses It waives 1 failure.',
      'case integration.teams waived until 2027-01-31 by team-chat: the new Teams app is not out yet',
      'case send.teams waived until 2027-01-31 by team-mail: the gateway cuts long addresses This run did not decide what it names.',
    ])
      expect(text).toContain(part);
  });

  test('is skipped in JUnit, with its waiver, what failed, and the exchange', () => {
    const [skipped] = elements(testcase(waivedRecord(), 'bcc.email.255 [dredd]'), 'skipped');
    expect(skipped?.attributes.message).toBe(
      'waived until 2027-01-31 by team-mail: the gateway cuts long addresses. What failed: Accepted with status 200, though bcc[0].email has 255 characters. [bcc.email.maxLength]',
    );
    expect(skipped ? textIn(skipped) : '').toContain('curl -sS -X POST');
    expect(elements(testcase(waivedRecord(), 'the waiver of case send.teams holds'), 'failure')).toEqual([]);
  });

  test('stands in the summary with its waiver', () => {
    const text = summary(waivedRecord());
    expect(text).toContain(String.raw`| ○ untested | \~ waived | ✓ passed | cases |`);
    expect(text).toMatch(/\| bcc\\\[0\\\].*Accepted with status 200.*\| waived until 2027-01-31 by team-mail: /);
  });
});

describe('a waiver that has lapsed', () => {
  const record = lapsedRecord();

  test('is said first in the HTML, with what to do', () => {
    const items = section(record);
    const lines = items ? elements(items, 'li').map(textIn) : [];
    expect(lines.slice(0, 2)).toEqual([
      expect.stringContaining('It has expired, and 1 failure of it still came: mend them, or give it a new day.'),
      expect.stringContaining('Nothing that it names fails this run: take it out.'),
    ]);
    expect(lines).toHaveLength(4);
  });

  test('is a failure in JUnit, which says what it was for', () => {
    for (const [name, type] of [
      ['the waiver of case bcc.email.255 holds', 'waiver-expired'],
      ['the waiver of clause content.required holds', 'waiver-needless'],
    ] as const) {
      const [failure] = elements(testcase(record, name), 'failure');
      expect(failure?.attributes.type).toBe(type);
      expect(failure?.attributes.message).toContain('by team-mail: the gateway cuts long addresses');
    }
  });

  test('stands out in the summary', () => {
    expect(summary(record).match(/❌ \*\*/g)).toHaveLength(2);
  });
});
