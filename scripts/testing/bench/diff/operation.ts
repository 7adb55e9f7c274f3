import { isObject, type Json, type JsonObject, property, text, valueAt } from '../../../../contracts/clauses/json.ts';

/** An operation as it stands in a document, for a reader who trusts nothing but the document. */
export type Operation = { own: JsonObject; parameters: JsonObject[]; path: string };

/** `POST /orders/{id}` in a document, whatever the parameters of its path are called there. */
export function operationIn(document: JsonObject, called: string): Operation | null {
  const [method = '', wanted = ''] = called.split(' ');
  const shape = (path: string) => path.replaceAll(/\{[^}]*\}/g, '{}');
  const paths = object(document.paths);
  const path = Object.keys(paths).find((one) => shape(one) === shape(wanted));
  const item = object(path === undefined ? undefined : paths[path]);
  const own = property(item, method.toLowerCase());
  if (path === undefined || !isObject(own)) return null;
  const parameters = [own.parameters, item.parameters].flatMap((list) => (Array.isArray(list) ? list : []));
  return { own, path, parameters: parameters.map((one) => object(followed(document, one))) };
}

/** What a `$ref` leads to. */
export function followed(document: JsonObject, value: Json | undefined): Json | undefined {
  const ref = text(property(value, '$ref'));
  return ref === undefined ? value : followed(document, valueAt(document, ref.slice(1)));
}

/** The response that speaks of a status (OpenAPI 3.0.3, 4.7.16). */
export function responseFor(document: JsonObject, { own }: Operation, status: string): JsonObject | null {
  const responses = object(own.responses);
  const found = [status, `${status.slice(0, 1)}XX`, 'default'].find((key) => Object.hasOwn(responses, key));
  return found === undefined ? null : object(followed(document, responses[found]));
}

/** The entry of `content` that speaks of a media type. */
export function mediaFor(content: Json | undefined, type: string): JsonObject | null {
  const entries = Object.entries(object(content)).map(([key, value]) => [key.toLowerCase(), value] as const);
  const ranges = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = ranges.flatMap((range) => entries.filter(([key]) => key === range))[0];
  return found === undefined ? null : object(found[1]);
}

/** The parameter that a name stands for; one of the path by its position. */
export function parameterOf(operation: Operation, part: string, name: string): JsonObject | null {
  const isSame = (one: JsonObject) =>
    part === 'header' ? String(one.name).toLowerCase() === name.toLowerCase() : one.name === name;
  const named = operation.parameters.find((one) => one.in === part && isSame(one));
  return named ?? (part === 'path' ? (operation.parameters.find((one) => one.in === 'path') ?? null) : null);
}

/** Whether one of the ways to be let in asks for no more than was sent. */
export function isLetIn(document: JsonObject, { own }: Operation, sent: readonly string[]): boolean {
  const asked = own.security ?? document.security ?? [];
  const ways = Array.isArray(asked) && asked.length > 0 ? asked.map(object) : [{}];
  return ways.some((way) => Object.keys(way).every((name) => sent.includes(sentFor(document, name))));
}

/** What a security scheme puts into a request, in words. */
function sentFor(document: JsonObject, scheme: string): string {
  const read = (key: string) => valueAt(document, `/components/securitySchemes/${scheme}/${key}`);
  return read('type') === 'apiKey' ? `the ${read('in')} ${read('name')}` : 'Authorization: Bearer';
}

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}
