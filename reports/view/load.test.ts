import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Load } from '../../load/sample.ts';
import { sampleLoad } from '../testing/sample-load.ts';
import { breakpointLoad, stressLoad } from '../testing/sample-loads.ts';
import { latenciesIn, ofAllChannels, together } from './latency.ts';
import { intervalInWords, loadSentence, objectiveInWords, warmUpInWords } from './load.ts';
import { spansOf } from './spans.ts';

test.each<[string, Load, RegExp]>([
  [
    'a clean load',
    sampleLoad(),
    /^12,000 requests at 200 a second, none failed; half of the answers came within \d\d\.\d ms, 99 of 100 within \d\d\.\d ms\.$/,
  ],
  ['one with objectives', sampleLoad({ objectives: 'met' }), / All 3 objectives are met\.$/],
  ['one with missed objectives', sampleLoad({ objectives: 'missed' }), / Of 3 objectives: 2 met, 1 missed\.$/],
  [
    'one that was stopped',
    sampleLoad({ complete: false }),
    /^Stopped before its end, after 22 s\. Until then: 4,400 requests/,
  ],
  [
    'one that is not valid',
    sampleLoad({ valid: false }),
    /^No answer about the target: these numbers are not its own\.$/,
  ],
  ['one of many rates', stressLoad(), /at up to 600 a second, .* over all rates together half of the answers/],
  [
    'a search',
    breakpointLoad(),
    /^Up to 325 requests a second .* 40,280 requests at up to 400 a second, \d+ failed \([\d.]+ %\)\. Both/,
  ],
  ['one in the closed model', { ...sampleLoad(), model: 'closed' }, /^12,000 requests, none failed; half/],
  [
    'one with a broken histogram',
    { ...sampleLoad(), channels: sampleLoad().channels.map((c) => ({ ...c, histogram: '' })) },
    /none failed\.$/,
  ],
  ['one without samples', { ...sampleLoad(), channels: [] }, /^No samples, so no numbers\.$/],
])('one sentence says how it went: %s', (_, load, sentence) => {
  expect(loadSentence(load)).toMatch(sentence);
});

describe('an objective in words', () => {
  const objective = { channel: null, value: 1, interval: null, decision: 'met' as const, text: '' };
  test.each([
    [{ metric: 'p999', limit: 250 }, 'p99.9 on all channels at most 250 ms'],
    [{ metric: 'errors', limit: 0.001 }, 'failed requests on all channels at most 0.1 %'],
    [{ metric: 'throughput', limit: 1500 }, 'right answers on all channels at least 1,500 a second'],
    [{ metric: 'max', limit: 0.25 }, 'max on all channels at most 0.25 ms'],
  ])('%o', (given, words) => {
    expect(objectiveInWords({ ...objective, ...given })).toBe(words);
  });

  test('its interval', () => {
    expect(intervalInWords('p99', [118, 1310])).toBe('118 to 1,310 ms');
    expect(intervalInWords('p99', [118, null])).toBe('118 ms or more');
    expect(intervalInWords('errors', [0, 0.0004])).toBe('0 to 0.04 %');
    expect(intervalInWords('max', null)).toBe('–');
  });
});

test('a level that was not kept is said', () => {
  const { warmUp } = sampleLoad();
  expect(warmUpInWords({ ...sampleLoad(), warmUp: { ...warmUp, steady: false } })).toMatch(/did not keep its level/);
  expect(warmUpInWords(sampleLoad())).toMatch(/^Warm-up: 5 s\. /);
});

describe('histograms', () => {
  test('of all channels are their exact sum', () => {
    const load = sampleLoad();
    const kept = load.channels.map((c) => latenciesIn(c.histogram)?.totalCount ?? 0);
    expect(ofAllChannels(load)?.totalCount).toBe(kept.reduce((a, b) => a + b));
    expect(together([null, null])).toBeNull();
  });

  test('that cannot be read are none', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => latenciesIn(text) === null));
  });

  test('columns of a picture are few, and lose no request', () => {
    const load = sampleLoad();
    const rows = load.timeline.slice(0, 40);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 300 }), (last, width) => {
        const timeline = rows.map((r, i) => ({ ...r, width, second: Math.floor((last * i) / rows.length) }));
        const { spans, step, seconds } = spansOf({ ...load, timeline, stages: [] });
        expect(spans.length).toBeLessThanOrEqual(120);
        expect(seconds).toBe(spans.length * step);
        const requests = spans.reduce((n, s) => n + s.requests * step, 0);
        expect(requests).toBeCloseTo(rows.reduce((n, r) => n + r.requests, 0));
      }),
      { numRuns: 40 },
    );
  });
});
