import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkLoadSettings, ofScenario } from './wish.ts';
import { settingsSchemaFile, settingsSchemaText } from './write-schema.ts';

test('a whole file of settings is taken as it is', () => {
  const settings = {
    scenarios: { average: { rate: 200, seconds: 300 }, closed: { vus: 20 } },
    channels: { email: 3, slack: 1 },
    payloads: { plain: 8, 'attachments-10': 1 },
    objectives: [
      { metric: 'p99', atMost: 250 },
      { metric: 'errors', channel: 'email', atMost: 0.001 },
      { metric: 'throughput', atLeast: 95 },
    ],
    timeout: 5,
    stopWhen: { errors: 0.2, seconds: 3 },
  };
  expect(checkLoadSettings(settings)).toEqual({ settings });
  expect(checkLoadSettings({})).toEqual({ settings: {} });
});

test('what a scenario does not say is left to it', () => {
  expect(ofScenario({ scenarios: { average: { rate: 5 } } }, 'average')).toEqual({ rate: 5 });
  expect(ofScenario({}, 'closed')).toEqual({});
});

test.each([
  ['no object', [], '/'],
  ['an unknown scenario', { scenarios: { night: { rate: 1 } } }, '/scenarios/night'],
  ['a rate of 0', { scenarios: { smoke: { rate: 0 } } }, '/scenarios/smoke/rate'],
  ['a duration of 0', { scenarios: { smoke: { seconds: 0 } } }, '/scenarios/smoke/seconds'],
  ['an unknown channel', { channels: { fax: 1 } }, '/channels/fax'],
  ['an unknown payload', { payloads: { video: 1 } }, '/payloads/video'],
  ['an unknown metric', { objectives: [{ metric: 'p42', atMost: 1 }] }, '/objectives/0'],
  ['a throughput that is to be low', { objectives: [{ metric: 'throughput', atMost: 1 }] }, '/objectives/0'],
  ['errors of 150 %', { objectives: [{ metric: 'errors', atMost: 1.5 }] }, '/objectives/0'],
  ['a misspelt key', { objective: [] }, '/objective'],
])('%s is refused, with its place', (_, value, pointer) => {
  const checked = checkLoadSettings(value);
  if (!('problems' in checked)) throw new Error('it was taken');
  expect(checked.problems.map((problem) => problem.pointer)).toEqual([pointer]);
  expect(checked.problems.every(({ message }) => message !== '')).toBe(true);
});

test('the schema in the project is that of the types: npm run generate', () => {
  expect(readFileSync(settingsSchemaFile, 'utf8')).toBe(settingsSchemaText());
});
