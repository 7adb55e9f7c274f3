import type { Json } from '../../clauses/json.ts';
import type { Finding, Message } from '../change.ts';
import { readDescription } from '../document.ts';
import { compareSchemas } from '../schema/compare.ts';
import { sourceOf, viewAt } from '../schema/view.ts';

/** A schema of a test, and the schemas that it refers to. */
export type TestSchema = { version?: '3.0.3' | '3.1.0'; schema: Json; schemas?: { [name: string]: Json } };

/** What has changed from one schema to another, as part of a body. */
export function compared(old: TestSchema, now: TestSchema, message: Message = 'request'): Finding[] {
  const view = ({ version = '3.0.3', schema, schemas = {} }: TestSchema) => {
    const document = { openapi: version, components: { schemas: { ...schemas, Tested: schema } } };
    return viewAt(sourceOf(readDescription(JSON.stringify(document)), message), '/components/schemas/Tested');
  };
  return compareSchemas(
    { old: view(old), new: view(now) },
    {
      part: 'body',
      name: '',
      path: 'body',
      subject: 'the body',
      within: (place) => place,
      wire: 'json',
      canBe: () => true,
    },
  );
}
