import { expect, test } from 'vitest';
import { pageOf } from './page.ts';
import type { Result } from './result.ts';
import type { Subject } from './testing/reference.ts';

const subjects: Subject[] = [
  { kind: 'clean', name: 'clean', title: 'As it is.' },
  { kind: 'variant', name: 'odd', title: 'Odd | but sound.' },
  { kind: 'defect', name: 'lie', title: 'A lie.' },
  { kind: 'defect', name: 'other-lie', title: 'Another lie.' },
];
const sharp = { name: 'sharp', title: 'Sharp', version: '1.2.3', settings: 'Nothing was switched off.' };
const dull = { name: 'dull', title: 'Dull', version: '4.5.6', settings: 'All was switched off.' };

const result = (tool: { name: string; version: string }, subject: number, more: Partial<Result>): Result => ({
  tool: tool.name,
  version: tool.version,
  kind: subjects[subject]?.kind ?? 'clean',
  subject: subjects[subject]?.name ?? '',
  outcome: 'passed',
  words: '',
  seconds: 1,
  requests: 10,
  ...more,
});

const results = [
  result(sharp, 0, {}),
  result(sharp, 1, { outcome: 'failed', seconds: 2 }),
  result(sharp, 2, { outcome: 'failed', requests: 25 }),
  result(sharp, 3, { outcome: 'unclear', words: 'no answer\nwithin 300 s', seconds: 300 }),
  result(dull, 0, {}),
  result(dull, 1, {}),
  result(dull, 2, {}),
  result(dull, 3, { outcome: 'failed' }),
  // Of an earlier version: of no account.
  result({ ...dull, version: '4.5.5' }, 2, { outcome: 'failed' }),
];
const lines = pageOf([sharp, dull], subjects, results).split('\n');

test('the summary counts what was found, what was failed by mistake, and the means', () => {
  expect(lines).toContain('| Sharp | 1.2.3 | 1 of 2 (50 %) | 1 of 2 | 76.0 | 14 |');
  expect(lines).toContain('| Dull | 4.5.6 | 1 of 2 (50 %) | 0 of 2 | 1.0 | 10 |');
});

test('a row for each defect says which tool found it', () => {
  expect(lines).toContain('| `lie`: A lie. | found | - |');
  expect(lines).toContain('| `other-lie`: Another lie. | no answer | found |');
});

test('only what some tool failed by mistake is listed, without breaking the table', () => {
  expect(lines).toContain('| `odd`: Odd \\| but sound. | failed | - |');
  expect(lines.filter((line) => line.startsWith('| `clean`'))).toEqual([]);
});

test('where there is no answer, the page says why', () => {
  expect(lines).toContain('- Sharp, `other-lie`: no answer within 300 s');
});

test('each tool tells how it was run', () => {
  expect(lines.join('\n')).toContain('**Dull 4.5.6.**\nAll was switched off.');
});

test('a tool that was tried on nothing has found nothing of nothing', () => {
  expect(pageOf([sharp], subjects, [])).toContain('| Sharp | 1.2.3 | 0 of 0 | 0 of 0 |  |  |');
});
