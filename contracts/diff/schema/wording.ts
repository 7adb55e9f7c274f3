import type { Json } from '../../clauses/json.ts';
import { type Bounds, isSame, type Shape, typeNames } from './shape.ts';

/** What both documents say of the place that a sentence is about; `null` where one says nothing of it. */
export type Shapes = { old: Shape | null; new: Shape | null };

/** How a demand has changed, in one sentence. `subject` is what it is about, `member` a property of it. */
export function changeInWords(keyword: string, subject: string, member: string, { old, new: now }: Shapes): string {
  switch (keyword) {
    case 'type':
      return typesInWords(subject, old, now);
    case 'enum':
      return valuesInWords(subject, old?.values, now?.values);
    case 'minLength':
      return atLeast(subject, 'have', 'characters', old?.least.length, now?.least.length);
    case 'maxLength':
      return atMost(subject, 'have', 'characters', old?.most.length, now?.most.length);
    case 'minItems':
      return atLeast(subject, 'have', 'elements', old?.least.items, now?.least.items);
    case 'maxItems':
      return atMost(subject, 'have', 'elements', old?.most.items, now?.most.items);
    case 'minProperties':
      return atLeast(subject, 'have', 'properties', old?.least.properties, now?.least.properties);
    case 'maxProperties':
      return atMost(subject, 'have', 'properties', old?.most.properties, now?.most.properties);
    case 'minimum':
      return replaced(
        `${subject} must be`,
        bound(old?.least, 'at least', 'above'),
        bound(now?.least, 'at least', 'above'),
      );
    case 'maximum':
      return replaced(`${subject} must be`, bound(old?.most, 'at most', 'below'), bound(now?.most, 'at most', 'below'));
    case 'multipleOf':
      return replaced(`${subject} must be a multiple of`, listed(old?.multiples), listed(now?.multiples));
    case 'pattern':
      return replaced(`${subject} must match`, listed(old?.patterns), listed(now?.patterns));
    case 'uniqueItems':
      return now?.unique === true
        ? `${subject} may no longer have equal elements`
        : `${subject} may have equal elements`;
    case 'required':
      return now?.required.includes(lastOf(member)) === true
        ? `${member} is required now`
        : `${member} may be left out now`;
    case 'anyOf':
    case 'oneOf':
      return `${subject} has other alternatives ("${keyword}") than before`;
    default:
      return `${subject} is held to another "${keyword}" than before`;
  }
}

/** A property that one of the two does not allow. */
export function memberInWords(
  subject: string,
  member: string,
  named: { old: boolean; new: boolean },
  lost: boolean,
): string {
  if (named.old !== named.new) return lost ? `${member} may no longer be given` : `${member} may be given now`;
  return lost ? `${subject} may no longer have other properties` : `${subject} may have other properties now`;
}

function lastOf(name: string): string {
  return name.split('.').at(-1) ?? name;
}

function typesInWords(subject: string, old: Shape | null, now: Shape | null): string {
  const before = old?.types ?? typeNames;
  const after = now?.types ?? typeNames;
  const lost = before.filter((type) => !after.includes(type));
  const gained = after.filter((type) => !before.includes(type));
  if (`${lost}` === 'null' && gained.length === 0) return `${subject} may no longer be null`;
  if (`${gained}` === 'null' && lost.length === 0) return `${subject} may be null now`;
  return `${subject} is ${types(after)} instead of ${types(before)}`;
}

function types(list: readonly string[]): string {
  // A number may be whole: nobody says "integer or number".
  const names = list.filter((type) => type !== 'integer' || !list.includes('number'));
  if (list.length === typeNames.length) return 'of any type';
  return names
    .map((type) => (type === 'null' ? 'null' : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`))
    .join(' or ');
}

function valuesInWords(subject: string, old: readonly Json[] | undefined, now: readonly Json[] | undefined): string {
  if (now === undefined) return `${subject} may be any value, no longer only ${quoted(old ?? [])}`;
  if (old === undefined) return `${subject} may only be ${quoted(now)} now`;
  const less = old.filter((one) => !now.some((other) => isSame(one, other)));
  const more = now.filter((one) => !old.some((other) => isSame(one, other)));
  const parts = [
    ...(less.length > 0 ? [`may no longer be ${quoted(less)}`] : []),
    ...(more.length > 0 ? [`may be ${quoted(more)} now`] : []),
  ];
  return `${subject} ${parts.join(' and ')}`;
}

function quoted(values: readonly Json[]): string {
  const shown = values.slice(0, 8).map((one) => JSON.stringify(one));
  return [...shown, ...(values.length > 8 ? [`${values.length - 8} more`] : [])].join(', ');
}

function atMost(subject: string, verb: string, unit: string, old: number | undefined, now: number | undefined): string {
  if (now === undefined) return `${subject} may ${verb} more than ${old} ${unit} now`;
  if (old === undefined) return `${subject} may ${verb} ${counted(now, unit)} at most, which was not limited`;
  return `${subject} may ${verb} ${counted(now, unit)} instead of ${old} at most`;
}

function atLeast(
  subject: string,
  verb: string,
  unit: string,
  old: number | undefined,
  now: number | undefined,
): string {
  if (now === undefined) return `${subject} may ${verb} less than ${counted(old ?? 0, unit)} now`;
  if (old === undefined) return `${subject} must ${verb} ${counted(now, unit)} at least, which was not asked for`;
  return `${subject} must ${verb} ${counted(now, unit)} instead of ${old} at least`;
}

function counted(count: number, unit: string): string {
  const one = unit === 'properties' ? 'property' : unit.slice(0, -1);
  return `${count} ${count === 1 ? one : unit}`;
}

function bound(limits: Bounds | undefined, inclusive: string, exclusive: string): string {
  return [
    ...(limits?.number === undefined ? [] : [`${inclusive} ${limits.number}`]),
    ...(limits?.exclusive === undefined ? [] : [`${exclusive} ${limits.exclusive}`]),
  ].join(' and ');
}

function listed(values: readonly (string | number)[] | undefined): string {
  return (values ?? []).join(' and ');
}

function replaced(start: string, old: string, now: string): string {
  if (old === '') return `${start} ${now}, which was not asked for`;
  return now === '' ? `${start} ${old} no longer` : `${start} ${now} instead of ${old}`;
}
