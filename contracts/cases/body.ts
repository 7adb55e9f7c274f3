import type { Contract } from '../clauses/contract.ts';
import { type Json, property } from '../clauses/json.ts';
import { demandsOf, element, type Place } from '../clauses/schema.ts';
import { sentences } from '../clauses/sentences.ts';
import { onEmail, ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { probesOf } from './keywords.ts';
import { isSaidAt } from './meanings.ts';
import { type Probe, pathOf, set } from './probe.ts';
import { bodyWith, childrenOf, editAt, parentOf, sampleOf } from './sample.ts';

/** Every keyword of the request body in every place: kept at its bounds, broken one step past them, on an email thread. */
export function bodyCases(contract: Contract): Case[] {
  return contract.body.flatMap((place) => keywordCases(contract.body, place));
}

/** What holds for the body on any thread: the demands at the top of it, broken once on each other channel. */
export function bodyCasesElsewhere(contract: Contract): Case[] {
  const top = contract.body.filter(({ path, required }) => path.length === 0 || (path.length === 1 && required));
  const plain = contract.body.filter(
    ({ path, required, schema }) => path.length === 1 && !required && schema.type === 'string',
  );
  const faultsOf = (places: readonly Place[]) =>
    places.flatMap((place) => keywordCases(contract.body, place)).filter(({ fault }) => fault !== null);
  // "Applied only to email-channel threads" may be read so that elsewhere nobody looks at them.
  const lists = faultsOf(contract.body.filter(({ schema, path }) => schema.type === 'object' && path.length === 2))
    .filter(({ id }) => /\/without-[^/]*$/.test(id) && !id.includes('/first-'))
    .map((one): Case => ({ ...one, expectation: refusal('should') }));
  return [
    ...onOtherChannels(contract, formsOf(contract)),
    ...onOtherChannels(
      contract,
      faultsOf(top).filter(({ id }) => !insideForm.test(id)),
    ),
    ...onOtherChannels(contract, lists),
    ...onOtherChannels(contract, faultsOf(plain)),
  ];
}

const wholeForm = /\/form-\d+$/;
const insideForm = /\/form-\d+-/;

/** The other forms of the whole body. What is applied to email alone may be nothing elsewhere, and so no message. */
function formsOf({ body: places }: Contract): Case[] {
  const emailOnly = places.filter((place) => isSaidAt(place, sentences.emailOnly)).map(({ name }) => name);
  const hasEmailOnly = ({ request: { body } }: Case): boolean =>
    body.kind === 'json' && emailOnly.some((name) => property(body.value, name) !== undefined);
  return places
    .slice(0, 1)
    .flatMap((root) => keywordCases(places, root))
    .filter((one) => one.fault === null && wholeForm.test(one.id) && !hasEmailOnly(one));
}

function keywordCases(places: readonly Place[], place: Place): Case[] {
  return demandsOf(place.schema).flatMap(([keyword, value]) => {
    const probes = probesOf(places, place, keyword, value) ?? [];
    return [...probes, ...amongOthers(places, place, probes)].map((probe) => {
      const path = pathOf(place, probe);
      const id = `${idOf(place)}.${keyword}/${probe.label}`;
      // In OpenAPI 3.0 `format` is an annotation, so a target may ignore it.
      const level = keyword === 'format' ? 'should' : 'must';
      return onEmail({
        id,
        title: titleOf(place, probe),
        request: request(bodyWith(places, path, probe.edit)),
        fault: probe.valid
          ? null
          : {
              kind: 'keyword',
              keyword,
              at: typeof probe.at === 'object' ? withIndex(place.name, probe.at.element, '[]') : place.name,
            },
        expectation: probe.valid ? success('email-thread') : refusal(level),
        clauses: [`${idOf(place)}.${keyword}`],
        controls: id === ordinary ? [] : controlsOf(places, place, keyword, probe, id),
      });
    });
  });
}

/** As many elements as a target that looks at the first few only does not look at. */
export const longList = 30;

/**
 * The first fault of a keyword once more, and each property that is missing, in the first of two elements and in the last of
 * many: a target may look at some of them only.
 */
function amongOthers(places: readonly Place[], place: Place, probes: readonly Probe[]): Probe[] {
  const list = place.path.lastIndexOf(element);
  if (list < 0) return [];
  const item = places.find(({ path }) => path.length === list + 1 && path.every((step, at) => step === place.path[at]));
  if (item === undefined) return [];
  const faults = probes.filter(({ valid, at }) => !valid && at === 'place');
  const chosen = faults.filter(({ label }, index) => index === 0 || label.startsWith('without-'));
  const elements = distinct(places, item, longList);
  const broken = (at: number, { edit }: Probe): Json => editAt(elements[at] ?? null, place.path.slice(list + 1), edit);
  return chosen.flatMap((probe): Probe[] => [
    {
      ...probe,
      label: `first-${probe.label}`,
      title: `${probe.title}, and [1] right`,
      at: { element: 0 },
      edit: set([broken(0, probe), ...elements.slice(1, 2)]),
    },
    {
      ...probe,
      label: `last-${probe.label}`,
      title: `${probe.title}, and those before it right`,
      at: { element: longList - 1 },
      edit: set([...elements.slice(0, -1), broken(longList - 1, probe)]),
    },
  ]);
}

/** Samples of an element, each with an address of its own. */
export function distinct(places: readonly Place[], item: Place, length: number): Json[] {
  const sample = JSON.stringify(sampleOf(places, item));
  return Array.from(
    { length },
    (_, at): Json => JSON.parse(sample.replaceAll('ana@example.com', `ana${at}@example.com`)),
  );
}

/** The cases that lack what this one tests and nothing else, so that a refusal here means this and nothing else. */
export function controlsOf(
  places: readonly Place[],
  place: Place,
  keyword: string,
  probe: Probe,
  id: string,
): string[] {
  if (probe.control !== undefined) return [`${idOf(place)}.${keyword}/${probe.control}`];
  const parent = parentOf(places, place);
  if (typeof probe.at === 'object')
    return [
      `request.body.${place.name.slice(0, place.name.lastIndexOf(element))}.type/${probe.at.element === 0 ? 'two-elements' : 'many'}`,
    ];
  if (probe.at === 'parent' && parent)
    return [`${idOf(parent)}.type/${place.path.at(-1) === element ? 'two-elements' : 'every-property'}`];
  const above = parent ? givenIn(places, parent) : ordinary;
  if (probe.label === 'every-property')
    return [...new Set([above, ...childrenOf(places, place).map((child) => givenIn(places, child))])].filter(
      (control) => control !== id,
    );
  // Two elements prove nothing where one is refused.
  if (probe.label === 'two-elements') return childrenOf(places, place).map((child) => givenIn(places, child));
  return id === givenIn(places, place) ? [above] : [givenIn(places, place)];
}

/** The case in which this place is simply given, and valid. */
export function givenIn(places: readonly Place[], place: Place): string {
  const parent = parentOf(places, place);
  if (parent === undefined) return ordinary;
  if (place.schema.required !== undefined) return `${idOf(place)}.required/only-required`;
  if (place.required) return givenIn(places, parent);
  return `${idOf(place)}.type/${place.schema.type === 'object' ? 'every-property' : 'given'}`;
}

export function idOf(place: Place): string {
  return place.name === '' ? 'request.body' : `request.body.${place.name}`;
}

/** A name with an index for its last list, and another one for those around it. */
function withIndex(name: string, index: number, others: string): string {
  const last = name.lastIndexOf(element);
  if (last < 0) return name;
  return `${name.slice(0, last).replaceAll(element, others)}[${index}]${name.slice(last + element.length)}`;
}

function titleOf(place: Place, probe: Probe): string {
  const name = withIndex(place.name, typeof probe.at === 'object' ? probe.at.element : 0, '[0]');
  return `${name === '' ? 'body' : name} ${probe.title}`;
}

/** The smallest valid body. */
export function ordinaryBody(contract: Contract): Json {
  return bodyWith(contract.body, [], (sample) => sample);
}
