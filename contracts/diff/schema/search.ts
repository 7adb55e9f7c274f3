import * as fc from 'fast-check';
import type { Json } from '../../clauses/json.ts';
import { type Samples, samplesOfProperty } from './samples.ts';
import { alternativesOf, elementOf, propertyOf, type Shape, shapeOf, type TypeName } from './shape.ts';
import { drawFrom } from './texts.ts';
import { keyOf, type View } from './view.ts';

/** Deeper than this, values are samples. */
const deepest = 3;
const seed = 20;

/** What a search has come to: how many values it has tried that were right, and the smallest that was wanted. */
export type Searched = { tried: number; found: Json | undefined };

/** Draws values of a view at random, the same in every run, until one is `wanted`, and makes that one smaller. */
export function searchFor(
  view: View,
  samples: Samples,
  runs: number,
  isRight: (value: Json) => boolean,
  isWanted: (value: Json) => boolean,
): Searched {
  const values = valuesOf(view, { samples, known: new Map() }, 0);
  if (values === undefined) return { tried: 0, found: undefined };
  let tried = 0;
  const result = fc.check(
    fc.property(values, (value) => {
      if (!isRight(value)) return true;
      tried++;
      return !isWanted(value);
    }),
    { seed, numRuns: runs, endOnFailure: false },
  );
  return { tried, found: result.counterexample?.[0] };
}

type Values = fc.Arbitrary<Json>;

/** What arbitraries are made from. Those of a schema that stands at many places are made once for each depth. */
type Draw = { samples: Samples; known: Map<string, Values | undefined> };

function valuesOf(view: View, draw: Draw, depth: number): Values | undefined {
  const key = `${depth} ${keyOf(view)}`;
  if (!draw.known.has(key)) draw.known.set(key, newValues(view, draw, depth));
  return draw.known.get(key);
}

function newValues(view: View, draw: Draw, depth: number): Values | undefined {
  const known = draw.samples(view);
  const some = known.length === 0 ? [] : [fc.constantFrom(...known)];
  if (depth > deepest) return some[0];
  const alternatives = alternativesOf(view);
  const drawn =
    alternatives.length > 1 || alternatives[0] !== view
      ? alternatives.map((one) => valuesOf(one, draw, depth + 1))
      : typed(view, draw, depth);
  const all = [...drawn.filter((one) => one !== undefined), ...some];
  return all.length === 0 ? undefined : fc.oneof(...all);
}

function typed(view: View, draw: Draw, depth: number): (Values | undefined)[] {
  const shape = shapeOf(view);
  // What is listed is in the samples.
  if (shape.values !== undefined) return [];
  return shape.types.map((type) => ofType(type, shape, view, draw, depth));
}

function ofType(type: TypeName, shape: Shape, view: View, draw: Draw, depth: number): Values | undefined {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return whole(shape);
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -1000, max: 1000 }));
    case 'string':
      return texts(shape);
    case 'array':
      return lists(shape, view, draw, depth);
    case 'object':
      return objects(shape, view, draw, depth);
  }
}

function whole({ least, most }: Shape): Values | undefined {
  const min = Math.ceil(Math.max(least.number ?? -1000, least.exclusive ?? -1000));
  const max = Math.floor(Math.min(most.number ?? min + 2000, most.exclusive ?? min + 2000));
  return min <= max ? fc.integer({ min, max }) : undefined;
}

function texts({ least, most, patterns: [pattern] }: Shape): Values | undefined {
  const minLength = least.length ?? 0;
  // Long texts say no more than short ones, and the bounds themselves have been tried.
  if (minLength > 1000) return undefined;
  if (pattern === undefined) return fc.string({ minLength, maxLength: Math.min(most.length ?? 30, minLength + 30) });
  return drawFrom(pattern).arbitrary;
}

function lists(shape: Shape, view: View, draw: Draw, depth: number): Values | undefined {
  const minLength = shape.least.items ?? 0;
  if (minLength > 100) return undefined;
  const maxLength = Math.min(shape.most.items ?? minLength + 4, minLength + 4);
  const rest = elements(elementOf(view, shape.prefix), draw, depth);
  if (rest === undefined) return undefined;
  const tail = fc.array(rest, { minLength: Math.max(0, minLength - shape.prefix), maxLength });
  if (shape.prefix === 0) return tail;
  const head = Array.from({ length: shape.prefix }, (_, index) => elements(elementOf(view, index), draw, depth));
  const whole = head.every((one) => one !== undefined) ? fc.tuple(...head) : undefined;
  return whole === undefined ? undefined : fc.tuple(whole, tail).map(([first, last]) => [...first, ...last]);
}

function elements(item: View, draw: Draw, depth: number): Values | undefined {
  return item.parts.length === 0 ? anything : valuesOf(item, draw, depth + 1);
}

const anything: Values = fc.constantFrom('a', 0, 1.5, true, null, [], {});

/** Of more optional properties than these, an object has some: schemas that lead to each other would make it very large. */
const mostOptional = 6;

function recordOf(required: readonly [string, Values][], optional: readonly [string, Values][]) {
  const recordWith = (more: readonly [string, Values][]) =>
    fc.record(Object.fromEntries([...required, ...more]), {
      requiredKeys: required.map(([name]) => name),
      noNullPrototype: true,
    });
  return optional.length <= mostOptional
    ? recordWith(optional)
    : fc.subarray([...optional], { maxLength: mostOptional }).chain(recordWith);
}

/** Made once: fast-check needs some milliseconds for each pattern. */
const otherNames = fc.stringMatching(/^[a-z_]{1,6}$/);

function objects(shape: Shape, view: View, draw: Draw, depth: number): Values | undefined {
  const names = [...new Set([...shape.names, ...shape.required])];
  const values = names.map((name): [string, Values | undefined] => [
    name,
    propertyOf(view, name).parts.length === 0 ? anything : valuesOf(propertyOf(view, name), draw, depth + 1),
  ]);
  if (values.some(([name, value]) => value === undefined && shape.required.includes(name))) return undefined;
  const made = values.flatMap(([name, value]): [string, Values][] => (value === undefined ? [] : [[name, value]]));
  const record = recordOf(
    made.filter(([name]) => shape.required.includes(name)),
    made.filter(([name]) => !shape.required.includes(name)),
  );
  const extra = otherNames.chain((name) => {
    const choices = names.includes(name) ? [] : samplesOfProperty(view, name, draw.samples);
    return choices.length === 0 ? fc.constant({}) : fc.constantFrom(...choices).map((value) => ({ [name]: value }));
  });
  return fc
    .tuple(record, fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, extra))
    .map(([own, more]) => ({ ...more, ...own }));
}
