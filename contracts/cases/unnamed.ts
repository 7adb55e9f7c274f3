import type { Json } from '../clauses/json.ts';
import { demandsOf, type Place } from '../clauses/schema.ts';
import { asObject, bad, extraName, extraProperty, good, type Probe, type ProbesOf, pathOf } from './probe.ts';
import { bodyWith, childrenOf, sampleOf } from './sample.ts';

/** Properties that a schema does not name, and has a schema for. */
export function unnamedProbes(place: Place, probesOf: ProbesOf): Probe[] {
  const places = placesOfUnnamed(place);
  const [root] = places;
  if (root === undefined) return [];
  const control = 'unnamed';
  const inside = places.flatMap((inner) =>
    demandsOf(inner.schema)
      .filter(([keyword]) => keyword !== 'format')
      .flatMap(([keyword, value]) =>
        (probesOf(places, inner, keyword, value) ?? []).map((probe): Probe => {
          const name = inner.name === '' ? '' : `.${inner.name}`;
          return {
            label: `${control}${name}.${keyword}-${probe.label}`,
            title: `with a property that the contract does not name, ${probe.title}`,
            valid: probe.valid,
            at: 'place',
            edit: extraProperty(extraName, bodyWith(places, pathOf(inner, probe), probe.edit)),
            control,
          };
        }),
      ),
  );
  const given = extraProperty(extraName, sampleOf(places, root));
  return [good(control, 'with a property that the contract does not name', given), ...inside];
}

/** As many properties as a bound allows, and one past it. */
export function countedProperties(
  keyword: string,
  bound: number,
  step: 1 | -1,
  place: Place,
  places: readonly Place[],
): Probe[] {
  const unit = (count: number): string => `${count} ${count === 1 ? 'property' : 'properties'}`;
  const edit = (count: number) => (sample: Json) => withProperties(count, sample, place, places);
  const outside = bound + step;
  return [
    good(`${bound}`, `with ${unit(bound)}, at ${keyword}`, edit(bound)),
    ...(outside < 0 ? [] : [bad(`${outside}`, `with ${unit(outside)}, past ${keyword}`, edit(outside))]),
  ];
}

/** Named properties first; then, where others are allowed, as many of these as are still needed. */
function withProperties(count: number, sample: Json, place: Place, places: readonly Place[]): Json {
  const own = Object.entries(asObject(sample));
  const named = childrenOf(places, place)
    .map((child): [string, Json] => [child.path.at(-1) ?? '', sampleOf(places, child)])
    .filter(([name]) => !own.some(([key]) => key === name));
  const unnamed = placesOfUnnamed(place);
  const value = unnamed[0] === undefined ? 'x' : sampleOf(unnamed, unnamed[0]);
  const others = Array.from({ length: count }, (_, at): [string, Json] => [`${extraName}${at + 1}`, value]);
  return Object.fromEntries([...own, ...named, ...others].slice(0, count));
}

function placesOfUnnamed({ forms }: Place): readonly Place[] {
  return forms.find(({ keyword }) => keyword === 'additionalProperties')?.places ?? [];
}
