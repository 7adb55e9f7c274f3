import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { html } from './html.ts';
import type { RunRecord } from './record/record.ts';
import { bigRecord } from './testing/big-record.ts';
import { loadsRecord } from './testing/sample-loads.ts';
import { failedRecord, interruptedRecord, passedRecord } from './testing/sample-record.ts';
import { type Element, elements, readStrictly, textIn } from './testing/well-formed.ts';

const page = (record: RunRecord): Element => readStrictly(html(record));
const withClass = (root: Element, name: string, className: string): Element[] =>
  elements(root, name).filter((e) => e.attributes.class?.split(' ').includes(className));

describe('report.html', () => {
  test('says the answer first, then what keeps it from being whole', () => {
    const root = page(interruptedRecord());
    expect(elements(root, 'h1').map(textIn)).toEqual([
      expect.stringMatching(/^no answer: No full answer about acme-staging/),
    ]);
    expect(textIn(root)).toContain('load was not run: interrupted. Run the command again.');
    expect(textIn(root)).toContain('not finished');
  });

  test('shows each failure with demand, line, expectation, what came, exchange and command line', () => {
    const [card] = withClass(page(failedRecord()), 'details', 'card');
    const text = card ? textIn(card) : '';
    for (const part of [
      'bcc[0].email one character over maxLength 254',
      'A bcc address of more than 254 characters is refused.',
      '"maxLength": 254',
      'Line 87 of the contract',
      'Expected: A refusal',
      'What came: Accepted with status 200',
      'dredd disagrees',
      'POST /api/v2/threads/thr_1/messages',
      'HTTP 200',
      'curl -sS -X POST',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('shows every case, and each exchange once', () => {
    const record = bigRecord(true);
    const root = page(record);
    expect(withClass(root, 'details', 'case')).toHaveLength(record.cases.length);
    expect(withClass(root, 'details', 'exchange')).toHaveLength(record.exchanges.length);
  });

  test('says of every clause whether it was decided, and why not', () => {
    const [table] = withClass(page(failedRecord()), 'table', 'clauses');
    expect(table ? elements(table, 'tr') : []).toHaveLength(14);
    expect(table ? textIn(table) : '').toContain('Not decided: rate limited to the end');
  });

  test('may run and load nothing but its own script and style', () => {
    const root = page(failedRecord());
    const policy = elements(root, 'meta').find((m) => m.attributes['http-equiv'])?.attributes.content ?? '';
    for (const name of ['script', 'style']) {
      const texts = elements(root, name).map(textIn);
      expect(texts).toHaveLength(1);
      const digest = createHash('sha256')
        .update(texts[0] ?? '')
        .digest('base64');
      expect(policy).toContain(`${name}-src 'sha256-${digest}'`);
    }
    expect(policy).toContain("default-src 'none'");
    const attributes = (e: Element): string[] => [
      ...Object.keys(e.attributes),
      ...e.children.flatMap((c) => (typeof c === 'string' ? [] : attributes(c))),
    ];
    expect(attributes(root).filter((a) => a === 'style' || a === 'src' || a.startsWith('on'))).toEqual([]);
  });

  test('has no id twice, and no link within the page that leads nowhere', () => {
    const all = (e: Element): Element[] => [e, ...e.children.flatMap((c) => (typeof c === 'string' ? [] : all(c)))];
    for (const record of [failedRecord(), passedRecord(), interruptedRecord(), bigRecord(true), loadsRecord()]) {
      const nodes = all(page(record));
      const ids = nodes.flatMap((e) => e.attributes.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { attributes } of nodes) {
        if (attributes.href?.startsWith('#')) expect(ids).toContain(attributes.href.slice(1));
        if (attributes['aria-labelledby']) expect(ids).toContain(attributes['aria-labelledby']);
      }
    }
  });
});
