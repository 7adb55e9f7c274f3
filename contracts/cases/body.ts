import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { demandsOf, element, type Place } from '../clauses/schema.ts';
import { onEmail, ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { probesOf } from './keywords.ts';
import { type Probe, set } from './probe.ts';
import { bodyWith, childrenOf, editAt, parentOf, sampleOf } from './sample.ts';

/** Every keyword of the request body in every place: kept at its bounds, broken one step past them, on an email thread. */
export function bodyCases(contract: Contract): Case[] {
  return contract.body.flatMap((place) => keywordCases(contract.body, place));
}

/** What holds for the body on any thread: the demands at the top of it, broken once on each other channel. */
export function bodyCasesElsewhere(contract: Contract): Case[] {
  const top = contract.body.filter(({ path, required }) => path.length === 0 || (path.length === 1 && required));
  const slack = contract.body.filter(({ name }) => name === 'channel_id');
  const faultsOf = (places: readonly Place[]) =>
    places.flatMap((place) => keywordCases(contract.body, place)).filter(({ fault }) => fault !== null);
  return [
    ...onOtherChannels(faultsOf(top)),
    // It is on Slack threads that a target looks at channel_id.
    ...onOtherChannels(faultsOf(slack)).filter(({ state }) => state.startsWith('slack-')),
  ];
}

function keywordCases(places: readonly Place[], place: Place): Case[] {
  return demandsOf(place.schema).flatMap(([keyword, value]) => {
    const probes = probesOf(places, place, keyword, value) ?? [];
    return [...probes, ...inSecondElement(places, place, probes)].map((probe) => {
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
              at: probe.at === 'list' ? withIndex(place.name, 1, '[]') : place.name,
            },
        expectation: probe.valid ? success('email-thread') : refusal(level),
        clauses: [`${idOf(place)}.${keyword}`],
        controls: id === ordinary ? [] : controlsOf(places, place, probe, id),
      });
    });
  });
}

function pathOf(place: Place, { at }: Probe): readonly string[] {
  if (at === 'place') return place.path;
  return at === 'parent' ? place.path.slice(0, -1) : place.path.slice(0, place.path.lastIndexOf(element));
}

/** The first fault of a keyword once more in the second of two elements: a target may look at the first one only. */
function inSecondElement(places: readonly Place[], place: Place, probes: readonly Probe[]): Probe[] {
  const probe = probes.find(({ valid, at }) => !valid && at === 'place');
  const last = place.path.lastIndexOf(element);
  if (last < 0) return [];
  const item = places.find(({ path }) => path.length === last + 1 && path.every((step, at) => step === place.path[at]));
  if (probe === undefined || item === undefined) return [];
  const whole = sampleOf(places, item);
  const broken = editAt(whole, place.path.slice(last + 1), probe.edit);
  return [
    {
      ...probe,
      label: `second-${probe.label}`,
      title: `${probe.title}, and [0] right`,
      at: 'list',
      edit: set([whole, broken]),
    },
  ];
}

/** The cases that lack what this one tests and nothing else, so that a refusal here means this and nothing else. */
export function controlsOf(places: readonly Place[], place: Place, probe: Probe, id: string): string[] {
  const parent = parentOf(places, place);
  if (probe.at === 'list')
    return [`request.body.${place.name.slice(0, place.name.lastIndexOf(element))}.type/two-elements`];
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
  const name = withIndex(place.name, probe.at === 'list' ? 1 : 0, '[0]');
  return `${name === '' ? 'body' : name} ${probe.title}`;
}

/** The smallest valid body. */
export function ordinaryBody(contract: Contract): Json {
  return bodyWith(contract.body, [], (sample) => sample);
}
