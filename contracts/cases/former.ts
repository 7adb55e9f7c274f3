import { isObject, type Json, property } from '../clauses/json.ts';
import { path as operationPath } from '../clauses/operation.ts';
import { element, type Place } from '../clauses/schema.ts';
import known from '../openapi-v2.json' with { type: 'json' };

const body = ['paths', operationPath, 'post', 'requestBody', 'content', 'application/json', 'schema'];

/** A property that the document sendproof comes with has at a place, and a value of its type. */
export type Former = { name: string; value: Json };

/** The properties that an implementation of that document knows at a place: under another one they may be too many. */
export function formerProperties({ path }: Pick<Place, 'path'>): Former[] {
  const steps = path.flatMap((step) => (step === element ? ['items'] : ['properties', step]));
  const schema = [...body, ...steps].reduce<Json | undefined>(property, known);
  const properties = property(schema, 'properties');
  return Object.entries(isObject(properties) ? properties : {}).map(([name, one]) => ({
    name,
    value: values[String(property(one, 'type'))] ?? 'x',
  }));
}

const values: Record<string, Json> = { array: [], object: {}, integer: 1, boolean: true };
