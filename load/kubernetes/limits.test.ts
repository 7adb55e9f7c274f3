import { expect, test } from 'vitest';
import { logBytes, refusalOf } from './limits.ts';
import type { ClusterPlan } from './plan.ts';
import { portable } from './portable.ts';
import { planWith, settings, TOKEN, TOKENS } from './testing/plans.ts';

const { settings: portableSettings } = planWith();
const vus = { ready: 5, most: 5 };
const hour = { rate: 100, start: 0, seconds: 3600, requests: 360_000, vus };
const open = (...stages: (typeof hour)[]) => ({ ...portableSettings, model: { kind: 'open' as const, stages } });
const named = (env: string) => portable(settings, [{ env, value: TOKEN }, ...TOKENS.slice(1)]);

test('a plan that can be carried out is not refused', () => {
  expect(refusalOf(planWith())).toBeNull();
});

test.each<[Partial<ClusterPlan>, RegExp]>([
  [{ name: 'Load' }, /name "Load"/],
  [{ name: 'a'.repeat(41) }, /name/],
  [{ name: '1st' }, /name/],
  [{ name: 'a-' }, /name/],
  [{ namespace: 'a.b' }, /namespace "a.b"/],
  [{ secret: '' }, /Secret ""/],
  [{ secret: 'x --all' }, /Secret/],
  [{ claim: 'A' }, /claim "A"/],
  [{ image: 'grafana/k6 latest' }, /image/],
  [{ resources: { cpu: 'one', memory: '1Gi' } }, /CPU "one"/],
  [{ resources: { cpu: '1', memory: '1 GB' } }, /memory "1 GB"/],
  [{ runners: 0 }, /0 runners/],
  [{ runners: 1.5 }, /1.5 runners/],
  [{ runners: 51 }, /51 runners can't share 50/],
  [{ settings: { ...portableSettings, baseUrl: 'http://127.0.0.1:8080' } }, /the pod itself/],
  [{ settings: named('K6_OUT') }, /called K6_OUT/],
  [{ settings: named('PATH') }, /called PATH/],
  [{ settings: named('two words') }, /called two words/],
  [{ code: 'x'.repeat(1_048_576) }, /ConfigMap holds 1048576/],
  [{ code: 'é'.repeat(600_000) }, /ConfigMap/],
  [{ settings: { ...portableSettings, attachmentUrl: 'x'.repeat(131_000) } }, /a variable holds 131072/],
])('%j is refused, with what to do', (changes, why) => {
  const refusal = refusalOf(planWith(changes));
  expect(refusal).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
  expect(refusal?.hint).toMatch(/\w+ \w+/);
});

test('of several stages the one with the fewest virtual users counts', () => {
  const plan = planWith({ settings: open({ ...hour, seconds: 60, requests: 60, vus: { ready: 1, most: 2 } }, hour) });
  expect(refusalOf({ ...plan, runners: 3 })?.why).toMatch(/3 runners can't share 2/);
});

test('in the closed model the virtual users are those that there are', () => {
  const model = { kind: 'closed' as const, vus: 4, seconds: 60, requests: 500, pace: 0.1 };
  const plan = planWith({ settings: { ...portableSettings, model } });
  expect(refusalOf({ ...plan, runners: 4 })).toBeNull();
  expect(refusalOf({ ...plan, runners: 5 })?.why).toMatch(/5 runners can't share 4/);
});

test('20 minutes at 100 requests a second fit into a log, an hour needs a volume or runners', () => {
  const minutes = (count: number) => open({ ...hour, seconds: count * 60, requests: count * 6000 });
  expect(refusalOf(planWith({ settings: minutes(20) }))).toBeNull();
  const refusal = refusalOf(planWith({ settings: minutes(60) }));
  expect(refusal?.why).toMatch(/about 31 MB/);
  expect(refusal?.hint).toMatch(/PersistentVolumeClaim/);
  expect(refusalOf(planWith({ settings: minutes(60), claim: 'results' }))).toBeNull();
});

test('k6 as it is writes every sample', () => {
  const plan = planWith({ settings: open({ ...hour, seconds: 40, requests: 4000 }) });
  expect(refusalOf(plan)).toBeNull();
  expect(refusalOf({ ...plan, output: 'stock' })?.hint).toMatch(/own output/);
  expect(logBytes({ ...plan, output: 'stock', runners: 4 })).toBe(3_600_000);
});
