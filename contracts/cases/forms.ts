import { isObject, type Json } from '../clauses/json.ts';
import { demandsOf, element, type Form, type Place, pointerOf } from '../clauses/schema.ts';
import { bad, good, type Probe, type ProbesOf, pathOf, set } from './probe.ts';
import { bodyWith, sampleOf } from './sample.ts';

/**
 * The schemas of a choice (`oneOf`, `anyOf`) besides the first, which the other cases have for the place: each kept, each of
 * its keywords broken, and two of them at once.
 */
export function formProbes(keyword: string, place: Place, places: readonly Place[], probesOf: ProbesOf): Probe[] {
  const first = sampleOf(places, place);
  // What stands beside the choice holds for every form, and has cases of its own.
  const known = new Set(places.flatMap((one) => demandsOf(one.schema).map((demand) => standing(one, demand))));
  return place.forms
    .filter((form) => form.keyword === keyword)
    .flatMap((form, index) => {
      const control = `form-${index + 2}`;
      const kept = withKept(form, control);
      return [...kept, ...insideOf(form, control, known, probesOf), ...mixed(form, control, first)];
    });
}

function withKept({ name, places: [root], places }: Form, label: string): Probe[] {
  if (root === undefined) return [];
  return [
    good(label, `as ${name}`, set(sampleOf(places, root))),
    {
      ...good(`${label}-everything`, `as ${name}, with everything in it`, set(sampleOf(places, root, 'every'))),
      control: label,
    },
  ];
}

/** What the keywords of a form allow and forbid, in a value of that form. In OpenAPI 3.0 a format forbids nothing. */
function insideOf({ name, places }: Form, control: string, known: Set<string>, probesOf: ProbesOf): Probe[] {
  return places.flatMap((place) =>
    demandsOf(place.schema)
      .filter((demand) => demand[0] !== 'format' && !known.has(standing(place, demand)))
      .flatMap(([keyword, value]) =>
        (probesOf(places, place, keyword, value) ?? []).map((probe): Probe => {
          const where = place.name === '' ? '' : `${place.name.replaceAll(element, '[0]')} `;
          return {
            label: `${control}-${place.name === '' ? '' : `${place.name}.`}${keyword}-${probe.label}`,
            title: `as ${name}, ${where}${probe.title}`,
            valid: probe.valid,
            at: 'place',
            edit: set(bodyWith(places, pathOf(place, probe), probe.edit)),
            control,
          };
        }),
      ),
  );
}

/** One keyword with its value, at its place in the document. */
function standing(place: Place, [keyword, value]: [keyword: string, value: Json]): string {
  return `${pointerOf(place, keyword)} ${JSON.stringify(value)}`;
}

/** Of the two the schema as a whole decides which one is right. */
function mixed({ name, places: [root], places }: Form, control: string, first: Json): Probe[] {
  const other = root === undefined ? undefined : sampleOf(places, root);
  if (!isObject(first) || !isObject(other)) return [];
  const title = `as ${name}, with what its first form has besides`;
  const edit = set({ ...first, ...other });
  return [
    { ...good(`${control}-and-first`, title, edit), control },
    { ...bad(`${control}-or-first`, title, edit), control },
  ];
}

/** A value that a schema under `not` takes. */
export function forbiddenProbes({ forms }: Place): Probe[] {
  return forms
    .filter(({ keyword }) => keyword === 'not')
    .flatMap(({ places: [root], places }, index) =>
      root === undefined
        ? []
        : [bad(`forbidden-${index + 1}`, 'as the contract says it must not be', set(sampleOf(places, root)))],
    );
}
