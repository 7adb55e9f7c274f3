export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own property or nothing: what a document or an answer inherits is never read. */
export function property(value: unknown, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A JSON pointer (RFC 6901) one or more steps below another. */
export function below(pointer: string, ...steps: (string | number)[]): string {
  return pointer + steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a JSON pointer. */
export function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that a JSON pointer points at. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  return steps(pointer).reduce<Json | undefined>(
    (value, step) => (Array.isArray(value) ? value[Number(step)] : property(value, step)),
    root,
  );
}
