import { readFileSync } from 'node:fs';
import { type Contract, readContract } from '../contract.ts';
import type { Json } from '../json.ts';

/** The contract document of the project, as it lies there. */
export const documentText = readFileSync(new URL('../../openapi-v2.json', import.meta.url), 'utf8');

export const contract: Contract = readContract(documentText);

const post = '/paths/~1threads~1{thread_id}~1messages/post';

/** Where the parts of the document stand that tests change. */
export const at = {
  post,
  body: `${post}/requestBody/content/application~1json/schema`,
  success: `${post}/responses/200/content/application~1json/schema`,
  error: '/components/responses/error/content/application~1json/schema',
};

/** The document with other values at some pointers; `undefined` takes what stands there away. */
export function documentWith(changes: Record<string, Json | undefined>): string {
  const root: unknown = JSON.parse(documentText);
  for (const [pointer, value] of Object.entries(changes)) {
    const steps = stepsOf(pointer);
    const last = steps.pop() ?? '';
    const holder = steps.reduce(child, root);
    if (typeof holder !== 'object' || holder === null) throw new Error(`nothing to change at ${pointer}`);
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else Reflect.set(holder, last, value);
  }
  return JSON.stringify(root, null, 2);
}

export function contractWith(changes: Record<string, Json | undefined>): Contract {
  return readContract(documentWith(changes));
}

/** What a pointer points at, found without the code under test; throws when that is nothing. */
export function standsAt(text: string, pointer: string): unknown {
  const value = stepsOf(pointer).reduce(child, JSON.parse(text));
  if (value === undefined) throw new Error(`nothing stands at ${pointer}`);
  return value;
}

export function stepsOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function child(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
}
