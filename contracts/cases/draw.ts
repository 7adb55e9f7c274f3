import * as fc from 'fast-check';
import type { Contract } from '../clauses/contract.ts';
import { isObject, type Json } from '../clauses/json.ts';
import { demandsOf, element, type Place } from '../clauses/schema.ts';
import { sentences } from '../clauses/sentences.ts';
import { breaks, filled, validatorOf } from './agreement.ts';
import type { Case } from './case.ts';
import { faultsOf } from './faults.ts';
import { isSaidAt, urlsOf } from './meanings.ts';
import { childrenOf, placeholders, sampleOf } from './sample.ts';

/** Characters that texts for people have; what is disputed (controls, NUL, half a pair) has cases of its own. */
const characters = fc.constantFrom(
  ...[...'abcxyzABCXYZ0123456789 .,;:!?-_+*/=()[]{}<>&"\'\\@#$%^~|éßжøñ日本語ไทยعربي😀👍🏽'],
);
const plainCharacters = fc.constantFrom(...[...'abcxyzABCXYZ0123456789-_. éж日']);
const word = fc.stringMatching(/^[a-z0-9]{1,8}$/);

/** Nobody disputes these: RFC 5321's dot-string of letters, digits and a few signs, and a dotted domain. */
const address = fc
  .tuple(
    fc.array(word, { minLength: 1, maxLength: 3 }),
    fc.constantFrom('.', '+', '-', '_'),
    fc.array(word, { minLength: 1, maxLength: 3 }),
  )
  .map(([local, separator, domain]) => `${local.join(separator)}@${domain.map((label) => `x${label}`).join('.')}.com`);

/** Values of places whose meaning asks for more than the schema says. */
function meantFor(place: Place): fc.Arbitrary<Json> | undefined {
  if (isSaidAt(place, sentences.httpsUrl)) return fc.constant(placeholders.attachmentUrl);
  if (isSaidAt(place, sentences.slackChannelId)) return fc.stringMatching(/^C[A-Z0-9]{8,10}$/);
  return place.path.at(-1) === 'ContentType' ? fc.constantFrom(...mediaTypes) : undefined;
}

const mediaTypes = ['application/pdf', 'image/png', 'text/plain; charset=utf-8', 'application/octet-stream'];

/**
 * Bodies for a case that has its bodies drawn: valid ones, or ones with the case's fault and no other. Each is what the
 * document's own schema takes it for. `attachments` says whether valid ones may hold what the target has to fetch.
 */
export function bodiesFor(
  contract: Contract,
  one: Case,
  { attachments }: { attachments: boolean },
): fc.Arbitrary<Json> {
  const isValid = validatorOf(contract);
  const { fault } = one;
  const [root] = contract.body;
  if (root === undefined || isValid === undefined) throw new RangeError('the contract has no body that can be drawn');
  const fetched = urlsOf(contract).map(({ path: [top = ''] }) => top);
  const draw = { places: contract.body, leaveOut: attachments ? [] : fetched };
  if (fault?.kind !== 'keyword') return valuesOf(draw, root).filter((body) => isValid(filled(body)));
  const place = contract.body.find(({ name }) => name === fault.at);
  if (place === undefined) throw new RangeError(`the contract has no place ${fault.at}`);
  const broken = fc
    .tuple(valuesOf(draw, place), fc.constantFrom(...faultsOf(contract, place, fault.keyword)))
    .map(([value, probe]) => probe.edit(value));
  return around(draw, root, place.path, broken).filter((body) => breaks(contract, body, fault.keyword));
}

const drawn = new Set([
  'type',
  'required',
  'additionalProperties',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'format',
  'enum',
  'default',
  'nullable',
]);

type Draw = { places: readonly Place[]; leaveOut: readonly string[] };

/** A value in which `path` leads to what `inner` draws. */
function around(draw: Draw, place: Place, path: readonly string[], inner: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  const [step, ...rest] = path;
  if (step === undefined) return inner;
  const child = childrenOf(draw.places, place).find((one) => one.path.at(-1) === step);
  if (child === undefined) throw new RangeError(`the schema has no place ${path.join('.')}`);
  const nested = around(draw, child, rest, inner);
  if (step === element)
    return fc
      .tuple(elementsOf(draw, child), fc.nat(), nested)
      .map(([list, at, one]) => list.toSpliced(at % (list.length + 1), 0, one));
  return fc
    .tuple(valuesOf(draw, place), nested)
    .map(([value, one]) => ({ ...(isObject(value) ? value : {}), [step]: one }));
}

function valuesOf(draw: Draw, place: Place): fc.Arbitrary<Json> {
  const { schema } = place;
  const own = meantFor(place);
  // A document may ask for more than was known here.
  if (own !== undefined && demandsOf(schema).every(([keyword]) => keyword === 'type' || keyword === 'minLength'))
    return own;
  // What cannot be drawn so that it fits is given as it is.
  if (demandsOf(schema).some(([keyword]) => !drawn.has(keyword))) return fc.constant(sampleOf(draw.places, place));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(place);
    case 'integer':
      return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 2 ** 31 - 1) });
    case 'array': {
      const [item] = childrenOf(draw.places, place);
      return item === undefined ? fc.constant([]) : elementsOf(draw, item);
    }
    case 'object':
      return objectOf(draw, place);
    default:
      return fc.constant(sampleOf(draw.places, place));
  }
}

function textOf({ schema }: Place): fc.Arbitrary<string> {
  if (schema.format === 'email') return address;
  const least = Number(schema.minLength ?? 0);
  const text = fc.string({
    unit: schema.description === undefined ? plainCharacters : characters,
    minLength: least,
    maxLength: Number(schema.maxLength ?? 400),
  });
  // White space alone may be taken for nothing; the document does not say.
  return text.filter((one) => one === '' || one.trim() !== '');
}

function elementsOf(draw: Draw, item: Place): fc.Arbitrary<Json[]> {
  return fc.uniqueArray(valuesOf(draw, item), { maxLength: 6, selector: (one) => JSON.stringify(one) });
}

function objectOf(draw: Draw, place: Place): fc.Arbitrary<Json> {
  const children = childrenOf(draw.places, place).filter(({ name }) => !draw.leaveOut.includes(name));
  const model = Object.fromEntries(children.map((child) => [child.path.at(-1) ?? '', valuesOf(draw, child)]));
  const required = children.filter((child) => child.required).map((child) => child.path.at(-1) ?? '');
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}
