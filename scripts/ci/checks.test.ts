import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../reports/record/record.ts';
import { failedRecord, interruptedRecord, passedRecord } from '../../reports/testing/sample-record.ts';
import { directory } from '../testing/cli.ts';
import { checkCompare, checkContract, type World } from './checks.ts';

/** A world in which every command of sendproof ends with this code, these words and this record. */
function world(code: 0 | 1 | 2 | 3, words: string, record: RunRecord | null) {
  const out = directory();
  const [commands, waited]: [string[], string[]] = [[], []];
  const effects: World = {
    git: async () => ({ code: 1, stdout: '', stderr: '' }),
    sendproof: async (argv) => {
      commands.push(argv.join(' '));
      const folder = join(out, argv[0] ?? '');
      mkdirSync(folder);
      if (record !== null) writeFileSync(join(folder, 'record.json'), JSON.stringify(record));
      return { code, words };
    },
    untilAnswers: async (profile) => {
      waited.push(profile);
    },
    begin: () => {},
    fromUser: (path) => path,
  };
  return { commands, waited, effects, wish: { contract: 'api.json', budget: 90, out } };
}

test('a comparison waits for both services, and gets what was asked for', async () => {
  const { commands, waited, effects, wish } = world(0, '', passedRecord());
  const part = await checkCompare(wish, 'old.json', 'new.json', effects);
  expect(part).toMatchObject({ name: 'compare', code: 0, annotations: [] });
  expect(waited).toEqual(['old.json', 'new.json']);
  expect(commands).toEqual([
    `compare --contract api.json --baseline old.json --candidate new.json --budget 90s --out ${wish.out}/compare`,
  ]);
});

test('the contract check takes waivers and pacts along', async () => {
  const { commands, effects, wish } = world(1, '', failedRecord());
  const given = { ...wish, waivers: 'known.json', pacts: 'pacts' };
  const part = await checkContract(given, 'new.json', effects);
  expect(part.code).toBe(1);
  expect(part.annotations.length).toBeGreaterThan(0);
  expect(commands[0]).toMatch(/ --waivers known\.json --pacts pacts$/);
});

test.each<[string, 0 | 1 | 2 | 3, RunRecord | null, number]>([
  ['that says it passed and has no record', 0, null, 3],
  ['that says it failed and has no record', 1, null, 3],
  ['that was killed', 3, null, 3],
  ['that did not finish', 3, interruptedRecord(), 3],
  ['that was misused', 2, null, 2],
])('a command %s is no pass and accuses nobody', async (_, code, record, expected) => {
  const { effects, wish } = world(code, 'sendproof: k6 is missing\n  Build it.\n', record);
  const part = await checkContract(wish, 'new.json', effects);
  expect(part.code).toBe(expected);
  if (record === null) expect(part.sentence).toContain('k6 is missing');
});
