import { afterEach, describe, expect, test, vi } from 'vitest';
import { hostileText } from '../testing/hostile-record.ts';
import { passedRecord } from '../testing/sample-record.ts';
import { elements, readStrictly, textIn } from '../testing/well-formed.ts';
import { historyOf, type StoredRecord } from './history.ts';
import { historyFiles } from './index.ts';
import { daily, storedOn } from './testing/runs.ts';
import { text } from './text.ts';
import { turnsOf } from './words.ts';

const plain = (words: string): string => words;
const paint = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };
const { 'history.md': markdown, 'history.html': html, 'history.json': json } = historyFiles;

const level = daily(16, () => ({}));
/** From run 13 on everything takes a fifth longer. */
const slower = daily(24, (run) => ({ slower: run >= 13 ? 1.2 : 1 }));
const scenarioOf = (stored: readonly StoredRecord[]) => {
  const [scenario] = historyOf(stored).scenarios;
  if (scenario === undefined) throw new Error('there is one');
  return scenario;
};

test('runs that keep their level have no change', () => {
  expect(scenarioOf(level)).toMatchObject({ scenario: 'average', changes: [], breaks: [], gaps: [], longest: 16 });
});

test('a slowdown is found in the run in which it came, on every channel, with its size', () => {
  const { changes } = scenarioOf(slower);
  for (const channel of [null, 'email', 'slack'])
    expect(changes).toContainEqual(expect.objectContaining({ channel, metric: 'p50', run: 13 }));
  for (const { run, change, before, after } of changes) {
    expect(Math.abs(run - 13)).toBeLessThanOrEqual(1);
    expect(Math.abs(change - 0.2)).toBeLessThan(0.1);
    expect(after / before).toBeCloseTo(1 + change);
  }
  expect(turnsOf(scenarioOf(slower)).map(({ words }) => words)).toContainEqual(
    expect.stringMatching(
      /^since run 13 \(2026-09-14\): p50 \d+ % slower \(1[67]\.\d to \d\d\.\d ms\).*; on email and slack too$/,
    ),
  );
});

test('a slowdown of one channel is told with its figures where the whole keeps its level', () => {
  const one = slower.map(({ directory, record }, at) => ({
    directory,
    record: {
      ...record,
      loads: record.loads.map((load) => ({
        ...load,
        channels: load.channels.map((own, n) =>
          n === 1 ? (level[at % 16]?.record.loads[0]?.channels[1] ?? own) : own,
        ),
      })),
    },
  }));
  const { changes } = scenarioOf(one);
  expect(changes.some(({ channel }) => channel === 'slack')).toBe(false);
  expect(changes.some(({ channel }) => channel === 'email')).toBe(true);
  const own = { scenario: 'average', lines: [], breaks: [], gaps: [], longest: 24 };
  const email = changes.filter(({ channel, metric }) => channel === 'email' && metric === 'p50');
  expect(turnsOf({ ...own, changes: email })[0]?.words).toMatch(
    /^since run 13 \(2026-09-14\): on email p50 \d+ % slower/,
  );
});

test('a tail that grows is a change of p99 alone', () => {
  const { changes } = scenarioOf(daily(24, (run) => ({ tail: run >= 11 ? 1.6 : 1 })));
  expect(new Set(changes.map(({ metric }) => metric))).toEqual(new Set(['p99']));
});

test('runs are taken in the order of time, in whatever order they are given', () => {
  const turned = historyOf(slower.toReversed());
  expect(turned).toEqual(historyOf(slower));
  expect(turned.runs.map(({ number }) => number)).toEqual(Array.from({ length: 24 }, (_, at) => at + 1));
});

test('on another machine comparing starts anew, and says why: no change is made of it', () => {
  const machine = { cpu: 'EPYC 9V74', cores: 2, memoryGb: 16, os: 'Linux 6' };
  const moved = slower.map(({ directory, record }, at) => ({
    directory,
    record: at >= 12 ? { ...record, machine } : record,
  }));
  expect(scenarioOf(moved)).toMatchObject({
    changes: [],
    breaks: [{ run: 13, reasons: ['processor: Xeon 8370C before, EPYC 9V74 now', 'cores: 4 before, 2 now'] }],
    longest: 12,
  });
});

test('a run that is not valid, or does not say its machine, does not count and parts nothing', () => {
  const bad = [
    storedOn(5, { slower: 9 }, { load: { valid: false } }),
    storedOn(9, { slower: 9 }, { header: { machine: undefined } }),
  ];
  const mixed = slower.map((one, at) => (at === 4 ? bad[0] : at === 8 ? bad[1] : undefined) ?? one);
  const { changes, breaks, gaps, lines } = scenarioOf(mixed);
  expect(gaps.map(({ run }) => run)).toEqual([5, 9]);
  expect(breaks).toEqual([]);
  expect(changes).toContainEqual(expect.objectContaining({ channel: null, metric: 'p50', run: 13 }));
  expect(lines[0]?.points[4]).toEqual({ run: 5, p50: null, p90: null, p99: null });
});

test('scenarios are kept apart, and a run without a load is left out with a note', () => {
  const other = storedOn(30, {}, { load: { scenario: 'stress' } });
  const without = { directory: 'results/pair', record: { ...passedRecord(), command: 'compare', loads: [] } };
  const history = historyOf([...level, without, other]);
  expect(history.scenarios.map(({ scenario }) => scenario)).toEqual(['average', 'stress']);
  expect(history.scenarios[1]?.lines[0]?.points).toHaveLength(1);
  expect(history.notes).toEqual(['results/pair holds no load, but a run of compare: it is left out']);
  expect(historyOf([without])).toMatchObject({ runs: [], scenarios: [] });
});

const hostile = daily(12, (run) => ({ slower: run > 6 ? 2 : 1 })).map(({ record }, at) => ({
  directory: hostileText,
  record: {
    ...record,
    target: { name: hostileText, baseUrl: hostileText },
    tool: { ...record.tool, version: `${at > 2 ? hostileText : '0.1'}` },
    loads: record.loads.map((load) => ({
      ...load,
      scenario: hostileText,
      channels: load.channels.map((channel, n) => ({ ...channel, channel: `${n}${hostileText}` })),
    })),
  },
}));

const histories = {
  'of runs that keep their level': historyOf(level),
  'with a slowdown': historyOf(slower),
  'with hostile text': historyOf(hostile),
  'of three runs': historyOf(level.slice(0, 3)),
  'of none': historyOf([]),
};
const forms = {
  'history.md': markdown,
  'history.html': html,
  'the console': (history: (typeof histories)['of none']) => text(history, paint),
};

afterEach(() => vi.unstubAllGlobals());

describe.each(
  Object.entries(forms).flatMap(([name, write]) =>
    Object.entries(histories).map(([kind, history]) => ({ name, write, kind, history })),
  ),
)('$name of a history $kind', ({ write, history }) => {
  test('is the same text each time, legible, and asks nothing but the history', () => {
    const first = write(history);
    vi.stubGlobal('Date', undefined);
    vi.stubGlobal('process', undefined);
    expect(write(structuredClone(history)) === first).toBe(true);
    expect(first.isWellFormed()).toBe(true);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\uFFFE\uFFFF]/.test(first)).toBe(false);
    expect(first.endsWith('\n')).toBe(true);
    expect(Buffer.byteLength(first)).toBeLessThan(1_000_000);
  });
});

test('the JSON is the history', () => {
  for (const history of Object.values(histories)) expect(JSON.parse(json(history))).toEqual(history);
});

test.each(Object.entries(histories))(
  'the HTML of a history %s is well-formed, and its names are its own',
  (_, history) => {
    const root = readStrictly(html(history));
    const ids = ['main', 'section', 'title'].flatMap((name) =>
      elements(root, name).flatMap(({ attributes }) => attributes.id ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(elements(root, 'script')).toEqual([]);
    expect(html(history)).not.toMatch(/NaN|Infinity|undefined/);
  },
);

test('every form says what changed and since when, and the page marks it in the pictures', () => {
  const page = readStrictly(html(histories['with a slowdown']));
  for (const form of [
    textIn(page),
    ...[markdown, forms['the console']].map((write) => write(histories['with a slowdown'])),
  ]) {
    expect(form).toMatch(/since run 13 \(2026-09-14\): p50 \d+ % slower/);
    expect(form).toContain('Over 24 runs latency got slower');
  }
  const arrows = elements(page, 'path').filter(({ attributes }) => attributes.class === 'slower');
  expect(arrows).toHaveLength(histories['with a slowdown'].scenarios[0]?.changes.length ?? 0);
});

test('few runs are said to be few', () => {
  for (const write of Object.values(forms))
    expect(write(histories['of three runs'])).toContain('a change can seldom be told from chance');
});
