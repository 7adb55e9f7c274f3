import { expect, test } from 'vitest';
import { withSection } from './section.ts';

test('two writers of one page leave each other’s part alone', () => {
  const both = withSection(withSection('# Page\n', 'one', 'first'), 'two', 'second');
  expect(both).toBe('# Page\n\n<!-- one -->\nfirst\n<!-- /one -->\n\n<!-- two -->\nsecond\n<!-- /two -->\n');
  expect(withSection(both, 'one', 'other $& words')).toBe(both.replace('first', () => 'other $& words'));
  expect(withSection(both, 'two', 'second')).toBe(both);
});
