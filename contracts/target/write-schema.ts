import { writeFileSync } from 'node:fs';
import { ProfileSchema } from './profile-schema.ts';

/** `profile.schema.json` as it must stand in the project: made from the types, never by hand. */
export function profileSchemaText(): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...ProfileSchema }, null, 2)}\n`;
}

/** Where it stands. */
export const profileSchemaFile = new URL('./profile.schema.json', import.meta.url);

if (import.meta.main) writeFileSync(profileSchemaFile, profileSchemaText());
