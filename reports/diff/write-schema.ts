import { writeFileSync } from 'node:fs';
import { DiffSchema } from './result.ts';

/** `diff.schema.json` as it must stand in the project: made from the types, never by hand. */
export const diffSchemaText = (): string =>
  `${JSON.stringify(
    {
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'sendproof diff',
      description:
        'What changed between two documents, and whom it hurts. Version 1.0. Made by reports/diff/write-schema.ts.',
      ...DiffSchema,
    },
    null,
    2,
  )}\n`;

/** Where it stands. */
export const diffSchemaFile = new URL('./diff.schema.json', import.meta.url);

if (import.meta.main) writeFileSync(diffSchemaFile, diffSchemaText());
