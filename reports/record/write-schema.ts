import { writeFileSync } from 'node:fs';
import { RunRecordSchema } from './record.ts';
import { WaiversFileSchema } from './waivers/waiver.ts';

/** `record.schema.json` as it must stand in the project: made from the types, never by hand. */
export const recordSchemaText = (): string =>
  `${JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'sendproof run record',
      description: 'Everything that one run found out. Version 1.0. Made by reports/record/write-schema.ts.',
      ...RunRecordSchema,
    },
    null,
    2,
  )}\n`;

/** Where it stands. */
export const recordSchemaFile = new URL('./record.schema.json', import.meta.url);

/** The same of the schema of `--waivers` files, for the editors of those who write them. */
export const waiversSchemaText = (): string =>
  `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', ...WaiversFileSchema }, null, 2)}\n`;

/** Where that one stands. */
export const waiversSchemaFile = new URL('./waivers/waivers.schema.json', import.meta.url);

if (import.meta.main) {
  writeFileSync(recordSchemaFile, recordSchemaText());
  writeFileSync(waiversSchemaFile, waiversSchemaText());
}
