import { describe, expect, test } from 'vitest';
import type { Load } from '../../load/sample.ts';
import { html } from '../html.ts';
import { hostileRecord } from '../testing/hostile-record.ts';
import { sampleLoad } from '../testing/sample-load.ts';
import { breakpointLoad, loadsRecord, recordOf, sampleLoads, stressLoad } from '../testing/sample-loads.ts';
import { type Element, elements, readStrictly, textIn } from '../testing/well-formed.ts';

const page = (load: Load): Element => readStrictly(html(recordOf(load)));

const withClass = (root: Element, name: string, className: string): Element[] =>
  elements(root, name).filter((e) => e.attributes.class?.split(' ').includes(className));

const captions = (load: Load): string[] => elements(page(load), 'figcaption').map(textIn);

const rows = (root: Element, table: string): string[] =>
  withClass(root, 'table', table).flatMap((t) => elements(t, 'tr').map(textIn));

describe('the pictures of a load', () => {
  const each = ['email', 'slack', 'live_chat', 'teams'].map((channel) => `Latency over time: ${channel}`);
  const all = ['Latency over time: all channels', 'Throughput over time', ...each];

  test.each<[string, Load, string[]]>([
    ['a minute', sampleLoad(), [...all, 'Latency by share of answers']],
    [
      'a target that tells of itself',
      sampleLoad({ memory: true }),
      [...all, 'Memory of the target over time', 'Processor of the target over time', 'Latency by share of answers'],
    ],
    ['a search', breakpointLoad(), ['Latency against rate', ...all, 'Latency by share of answers']],
    ['no samples', { ...sampleLoad(), channels: [], timeline: [] }, []],
  ])('of %s', (_, load, expected) => {
    expect(captions(load).toSorted()).toEqual(expected.toSorted());
  });

  test.each([
    ['honest', loadsRecord()],
    ['hostile', hostileRecord()],
  ])('have no coordinate that is no number: %s', (_, record) => {
    const root = readStrictly(html(record));
    const drawn = ['path', 'line', 'rect', 'text', 'g'].flatMap((name) => elements(root, name));
    for (const { attributes } of drawn)
      expect(Object.values(attributes).join(' ')).not.toMatch(/NaN|Infinity|undefined/);
    expect(elements(root, 'path').filter((p) => p.attributes.d === '')).toEqual([]);
  });

  test('a second without answers is a gap in each line', () => {
    const load = sampleLoad();
    const timeline = load.timeline.filter((r) => r.second < 20 || r.second > 30);
    const strokes = (l: Load): number =>
      withClass(page(l), 'path', 'p99').reduce((n, p) => n + (p.attributes.d?.match(/M/g)?.length ?? 0), 0);
    const inKey = 1;
    expect(strokes({ ...load, timeline }) - inKey).toBe(2 * (strokes(load) - inKey));
  });

  test('each cell of the heat maps that has answers has a shade, and no other', () => {
    const [heat] = withClass(page(sampleLoad()), 'g', 'heat').slice(1);
    const runs = heat
      ? elements(heat, 'path').flatMap((p) => [...(p.attributes.d ?? '').matchAll(/M(\d+) (\d+)h(\d+)/g)])
      : [];
    const cells = runs.flatMap(([, x, y, width]) =>
      Array.from({ length: Number(width) }, (_, i) => `${Number(x) + i} ${y}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(cells.map((cell) => cell.split(' ')[0])).size).toBe(60);
  });

  test('stay small: a minute, and a day of spans', () => {
    const load = sampleLoad({ objectives: 'undecided', memory: true });
    const hours = Array.from({ length: 24 }, (_, i) =>
      load.timeline.map((r) => ({ ...r, second: 3600 * i + 60 * r.second, width: 60 })),
    );
    for (const one of [load, { ...load, timeline: hours.flat() }, ...Object.values(sampleLoads())]) {
      expect(html(recordOf(one)).length).toBeLessThan(200_000);
    }
  });

  test('a histogram that cannot be read leaves a gap, and breaks nothing', () => {
    const load = sampleLoad();
    const timeline = load.timeline.map((r) => ({ ...r, histogram: 'HISTF' }));
    expect(captions({ ...load, timeline })).toEqual(['Throughput over time', 'Latency by share of answers']);
  });

  test('mark the rates that met the objectives, and those that did not', () => {
    const root = page(breakpointLoad());
    expect(withClass(root, 'path', 'mark-met')).toHaveLength(5);
    expect(withClass(root, 'path', 'mark-failed')).toHaveLength(2);
  });
});

describe('the words and tables of a load', () => {
  test('objectives: promise, value, interval, decision and sentence', () => {
    expect(rows(page(sampleLoad({ objectives: 'undecided' })), 'objectives').slice(1, 3)).toEqual([
      expect.stringMatching(
        /^p99\.99 on teams at most 150 ms.*run it for 11 minutes\.131 ms118 ms or more\? undecided$/,
      ),
      expect.stringMatching(/^failed requests on all channels at most 0\.1 %.*0 %0 to 0\.035 %✓ met$/),
    ]);
  });

  test('the numbers of each channel, with their intervals, and beside them those from the send', () => {
    const load = sampleLoad();
    const [slow, fast] = withClass(page(load), 'table', 'numbers');
    expect(slow ? textIn(slow) : '').toContain('p99.99');
    expect(slow ? withClass(slow, 'span', 'beside') : []).toHaveLength(6 * 4);
    expect(fast ? elements(fast, 'tr') : []).toHaveLength(8);
  });

  test('stages only where there is more than one, with what followed', () => {
    expect(rows(page(sampleLoad()), 'stages')).toEqual([]);
    expect(rows(page(stressLoad()), 'stages')).toHaveLength(1 + 5);
    const searched = rows(page(breakpointLoad()), 'stages');
    expect(searched).toHaveLength(1 + 2 * 8);
    expect(searched.at(-1)).toBe('met both objectives again: confirmed');
  });

  test('numbers that are the generator’s own are marked as such', () => {
    const root = page(sampleLoad({ valid: false, stall: true }));
    expect(withClass(root, 'article', 'invalid')).toHaveLength(1);
    expect(withClass(root, 'div', 'not-valid').map(textIn)).toEqual([
      expect.stringMatching(/^Not valid\. .*lower --rate/),
    ]);
    expect(withClass(root, 'ul', 'load-findings').map(textIn)).toEqual([
      expect.stringMatching(/^Wrong answers on teams/),
    ]);
    expect(withClass(root, 'ul', 'uncounted').map(textIn)).toEqual([expect.stringMatching(/^Stalls: /)]);
  });

  test('no samples: no number', () => {
    expect(textIn(page({ ...sampleLoad(), channels: [], timeline: [] }))).toContain('No samples, so no numbers.');
  });
});
