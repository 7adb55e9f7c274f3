import { expect, test } from 'vitest';
import { fitting, page } from './page.ts';
import { codeOf, type Part } from './part.ts';

const part = (name: Part['name'], code: Part['code'], markdown = ''): Part => ({
  name,
  code,
  sentence: `${name} said so`,
  markdown,
  annotations: [],
});

test.each<[Part['code'][], number]>([
  [[0, 0, 0], 0],
  [[0, 3, 1], 3],
  [[1, 3, 0], 1],
  [[2, 1, 0], 2],
  [[null, 0, 0], 0],
  [[null, 1, 3], 1],
])('of the codes %j the first that failed is that of the whole: %i', (codes, expected) => {
  expect(codeOf(codes.map((code) => part('diff', code)))).toBe(expected);
});

test('a page says what each check came to, and that one did not run', () => {
  const parts = [part('diff', null), part('contract', 3, 'why'), part('compare', 1, 'how')];
  const text = page({ name: 'api.json', commit: 'abc', url: 'https://ci.example/1', parts }, 60_000);
  expect(text).toMatch(/^## ❔ sendproof: api\.json\n/);
  expect(text).toContain('| diff | – not run | diff said so |');
  expect(text).toContain('| contract | ❔ no answer | contract said so |');
  expect(text).toContain('| compare | ❌ falls short | compare said so |');
  expect(text).toContain('(https://ci.example/1)');
});

const block = (index: number): string =>
  `#### case ${index}\n\n<details><summary>more</summary>\n\n\`\`\`\`http\n\`\`\`\n\n</details>\n\`\`\`\`\n\n</details>`;

test.each([1_000, 2_000, 60_000])(
  'a page keeps to %i bytes, whatever the reports hold, and closes what it opens',
  (room) => {
    const long = Array.from({ length: 2_000 }, (_, index) => block(index)).join('\n\n');
    const parts = [part('diff', 0, long), part('contract', 1, '“ü”'.repeat(20)), part('compare', 1, long)];
    const text = page({ name: 'a', commit: null, url: null, parts }, room);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);
    const outside = text.replace(/````http[\s\S]*?\n````/g, '');
    expect(outside).not.toContain('`');
    expect(outside.split('<details').length).toBe(outside.split('</details>').length);
    expect(text).toContain('The rest is left out here');
  },
);

test('what fits is not touched', () => {
  expect(fitting('a\n\nb', 4)).toBe('a\n\nb');
});
