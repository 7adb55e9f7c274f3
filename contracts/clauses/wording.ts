import type { Json } from './json.ts';
import { namesIn } from './schema.ts';

/** What a schema keyword demands of `subject`, in one sentence. */
export function wording(keyword: string, value: Json, subject: string): string {
  switch (keyword) {
    case 'type':
      return `${subject} is ${article(String(value))}.`;
    case 'required':
      return `${subject} has ${list(namesIn(value))}.`;
    case 'minLength':
      return `${subject} has at least ${count(value, 'character')}.`;
    case 'maxLength':
      return `${subject} has at most ${count(value, 'character')}.`;
    case 'minimum':
      return `${subject} is at least ${value}.`;
    case 'maximum':
      return `${subject} is at most ${value}.`;
    case 'minItems':
      return `${subject} has at least ${count(value, 'element')}.`;
    case 'maxItems':
      return `${subject} has at most ${count(value, 'element')}.`;
    case 'format':
      return `${subject} looks like ${article(String(value))}.`;
    case 'enum':
      return `${subject} is one of ${Array.isArray(value) ? value.map((one) => JSON.stringify(one)).join(', ') : value}.`;
    case 'nullable':
      return `${subject} may be null.`;
    case 'default':
      return `${subject} may be left out.`;
    case 'additionalProperties':
      if (value === true) return `${subject} may have other properties.`;
      return value === false
        ? `${subject} has no other properties.`
        : `${subject}’s other properties fit their schema.`;
    default:
      return `${subject}: ${keyword} ${JSON.stringify(value)}.`;
  }
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function count(value: Json, noun: string): string {
  return `${value} ${noun}${value === 1 ? '' : 's'}`;
}

function list(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
