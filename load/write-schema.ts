import { writeFileSync } from 'node:fs';
import { LoadSettingsSchema } from './wish.ts';

/** `settings.schema.json` as it must stand in the project: made from the types, never by hand. */
export function settingsSchemaText(): string {
  return `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...LoadSettingsSchema }, null, 2)}\n`;
}

/** Where it stands. */
export const settingsSchemaFile = new URL('./settings.schema.json', import.meta.url);

if (import.meta.main) writeFileSync(settingsSchemaFile, settingsSchemaText());
