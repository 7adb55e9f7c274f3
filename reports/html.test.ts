import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { html } from './html.ts';
import { fold } from './record/fold.ts';
import type { RunRecord } from './record/record.ts';
import { bigRecord } from './testing/big-record.ts';
import { sampleLoad } from './testing/sample-load.ts';
import { failedRecord, interruptedRecord, passedRecord, sampleFooter, sampleHeader } from './testing/sample-record.ts';
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
    for (const record of [failedRecord(), passedRecord(), interruptedRecord(), bigRecord(true)]) {
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

describe('the pictures of a load', () => {
  const loadPage = (load: RunRecord['loads'][number]): Element =>
    page(fold([sampleHeader, { type: 'load', load }, sampleFooter]));

  test('a line for each channel in the percentiles, a chart for each over time, no coordinate that is no number', () => {
    const root = loadPage(sampleLoad({ stall: true }));
    expect(withClass(root, 'figure', 'chart')).toHaveLength(5);
    const paths = elements(root, 'path').map((p) => p.attributes.d ?? '');
    expect(paths.filter((d) => d === '' || /NaN|Infinity|undefined/.test(d))).toEqual([]);
  });

  test('a second without answers is a gap in the line', () => {
    const load = sampleLoad();
    const timeline = load.timeline.filter((r) => r.second < 20 || r.second > 30);
    const lines = (l: typeof load): number =>
      withClass(loadPage(l), 'path', 'solid').reduce((n, p) => n + (p.attributes.d?.match(/M/g)?.length ?? 0), 0);
    expect(lines({ ...load, timeline })).toBe(2 * lines(load));
  });

  test('no samples: no number and no picture', () => {
    const root = loadPage({ ...sampleLoad(), channels: [], timeline: [] });
    expect(textIn(root)).toContain('No samples, so no numbers.');
    expect(withClass(root, 'figure', 'chart')).toEqual([]);
  });

  test('an hour of seconds becomes a picture of bounded size', () => {
    const load = sampleLoad();
    const timeline = Array.from({ length: 60 }, (_, i) =>
      load.timeline.map((r) => ({ ...r, second: r.second + 60 * i })),
    ).flat();
    expect(html(fold([sampleHeader, { type: 'load', load: { ...load, timeline } }, sampleFooter])).length).toBeLessThan(
      120_000,
    );
  });

  test('numbers that are the generator’s own are marked as such', () => {
    const root = loadPage(sampleLoad({ valid: false }));
    expect(withClass(root, 'article', 'invalid')).toHaveLength(1);
    expect(withClass(root, 'div', 'not-valid').map(textIn)).toEqual([
      expect.stringMatching(/^Not valid\. .*lower --rate/),
    ]);
  });
});
