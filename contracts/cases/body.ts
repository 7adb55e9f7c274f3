import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import { demandsOf, element, type Place } from '../clauses/schema.ts';
import { onEmail, ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { probesOf } from './keywords.ts';
import type { Probe } from './probe.ts';
import { bodyWith, childrenOf, parentOf } from './sample.ts';

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
  return demandsOf(place.schema).flatMap(([keyword, value]) =>
    (probesOf(places, place, keyword, value) ?? []).map((probe) => {
      const path = probe.at === 'place' ? place.path : place.path.slice(0, -1);
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
              at: place.name.replace(/\[\]$/, probe.index === undefined ? '[]' : `[${probe.index}]`),
            },
        expectation: probe.valid ? success('email-thread') : refusal(level),
        clauses: [`${idOf(place)}.${keyword}`],
        controls: id === ordinary ? [] : controlsOf(places, place, probe, id),
      });
    }),
  );
}

/** The cases that lack what this one tests and nothing else, so that a refusal here means this and nothing else. */
function controlsOf(places: readonly Place[], place: Place, probe: Probe, id: string): string[] {
  const parent = parentOf(places, place);
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
function givenIn(places: readonly Place[], place: Place): string {
  const parent = parentOf(places, place);
  if (parent === undefined) return ordinary;
  if (place.schema.required !== undefined) return `${idOf(place)}.required/only-required`;
  if (place.required) return givenIn(places, parent);
  return `${idOf(place)}.type/${place.schema.type === 'object' ? 'every-property' : 'given'}`;
}

function idOf(place: Place): string {
  return place.name === '' ? 'request.body' : `request.body.${place.name}`;
}

function titleOf(place: Place, probe: Probe): string {
  const name = place.name.replaceAll(element, '[0]');
  return `${name === '' ? 'body' : name} ${probe.title}`;
}

/** The smallest valid body. */
export function ordinaryBody(contract: Contract): Json {
  return bodyWith(contract.body, [], (sample) => sample);
}
