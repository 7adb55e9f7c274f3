import { isObject, type Json, property, text } from '../../clauses/json.ts';

/** The values that a provider state gives, by the names that the pact has for them. */
export type StateValues = { [name: string]: Json };

/**
 * What the provider states of an interaction are asked for by its generators, as the pact's own examples have it. So the
 * Verifier sees the pact's names of things throughout; on the way to the target the target's own take their place.
 */
export function exampleValues(interaction: Json): StateValues {
  const values = ['request', 'response'].flatMap((side) => {
    const message = property(interaction, side);
    const generators = property(message, 'generators');
    return placesOf(generators).map(({ place, expression }) => matched(expression, exampleAt(message, place)));
  });
  return Object.assign({}, ...values);
}

type Placed = { place: string[]; expression: string };

/** Generators are by kind (path, header, body, …), then by name, field or JSON path; that of the path stands alone. */
function placesOf(generators: Json | undefined): Placed[] {
  const found = (generator: Json | undefined, place: string[]): Placed[] => {
    const expression = text(property(generator, 'expression'));
    if (expression !== undefined) return [{ place, expression }];
    return isObject(generator)
      ? Object.entries(generator).flatMap(([name, inner]) => found(inner, [...place, name]))
      : [];
  };
  return found(generators, []);
}

/** The example beside a generator. */
function exampleAt(message: Json | undefined, [kind = '', name = '']: readonly string[]): Json | undefined {
  if (kind === 'path') return property(message, 'path');
  if (kind === 'body') return atPath(bodyOf(message), name);
  const fields = property(message, kind === 'header' ? 'headers' : kind);
  const key = isObject(fields)
    ? Object.keys(fields).find((one) => one.toLowerCase() === name.toLowerCase())
    : undefined;
  const value = key === undefined ? undefined : property(fields, key);
  return Array.isArray(value) ? value[0] : value;
}

/** The body of a request or an answer of a pact. */
export function bodyOf(message: Json | undefined): Json | undefined {
  const body = property(message, 'body');
  // From specification 4 on, a body stands inside of an object that says how it is written.
  return isObject(body) && 'content' in body && 'contentType' in body ? body.content : body;
}

/** What a JSON path such as `$.cc[0]['e-mail']` leads to. */
function atPath(body: Json | undefined, path: string): Json | undefined {
  const steps = [...path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['([^']*)'\]/g)];
  return steps.reduce<Json | undefined>((value, [, name, index, quoted]) => {
    if (index === undefined) return property(value, name ?? quoted ?? '');
    return Array.isArray(value) ? value[index === '*' ? 0 : Number(index)] : undefined;
  }, body);
}

/** What stands in an example for each `${name}` of an expression; an expression without any is a name itself. */
function matched(expression: string, example: Json | undefined): StateValues {
  if (example === undefined) return {};
  const parts = expression.split(/\$\{([^}]*)\}/);
  if (parts.length === 1) return { [expression]: example };
  if (parts.length === 3 && parts[0] === '' && parts[2] === '') return { [parts[1] ?? '']: example };
  const pattern = parts
    .map((part, at) => (at % 2 === 0 ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '(.*)'))
    .join('');
  const found = new RegExp(`^${pattern}$`).exec(String(example));
  return Object.fromEntries((found?.slice(1) ?? []).map((value, at) => [parts[at * 2 + 1] ?? '', value]));
}
