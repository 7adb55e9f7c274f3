import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { profileSchemaFile, profileSchemaText } from './write-schema.ts';

test('the profile schema in the project is the one that profiles are checked with (npm run generate)', () => {
  expect(readFileSync(profileSchemaFile, 'utf8')).toBe(profileSchemaText());
});
