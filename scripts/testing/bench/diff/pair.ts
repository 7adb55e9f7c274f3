import type { Json, JsonObject } from '../../../../contracts/clauses/json.ts';
import { isObject, steps } from '../../../../contracts/clauses/json.ts';
import type { Party } from '../../../../contracts/diff/change.ts';

/** Where something changes. */
export type Place =
  | 'request body'
  | 'answer body'
  | 'path parameter'
  | 'query parameter'
  | 'request header'
  | 'answer header'
  | 'answer status'
  | 'document';

/** Places with a schema. */
export type Slot = Exclude<Place, 'document' | 'answer status'>;

/** `other`: both less and more is right; `same`: the document says it in another way; `words`: no message shows it. */
export type Way = 'narrower' | 'wider' | 'other' | 'same' | 'words';

/** Values at JSON pointers of a base document; `undefined`: nothing stands there. */
export type Values = Readonly<Record<string, Json | undefined>>;

/** One thing that differs between two documents, and what follows from how it was made. */
export type Edit = {
  name: string;
  /** The keyword of a schema, or what else changes. */
  subject: string;
  place: Place;
  way: Way;
  base: 'small 3.0' | 'small 3.1' | 'contract';
  old: Values;
  new: Values;
  hurts: readonly Party[];
  /** A person must read it. */
  review: boolean;
};

/** Two documents: one base with the old values of some edits, and with the new ones. */
export type Pair = { name: string; edits: readonly Edit[]; old: JsonObject; new: JsonObject };

export function pairOf(edits: readonly Edit[], bases: Readonly<Record<Edit['base'], JsonObject>>): Pair {
  const [first] = edits;
  if (first === undefined) throw new RangeError('a pair needs an edit');
  const made = (side: 'old' | 'new'): JsonObject =>
    edits.flatMap((edit) => Object.entries(edit[side])).reduce(withValue, bases[first.base]);
  return { name: edits.map(({ name }) => name).join(' + '), edits, old: made('old'), new: made('new') };
}

/** Whether two edits touch different places, so that what follows from both is what follows from each. */
export function areApart(one: Edit, other: Edit): boolean {
  const pointers = (edit: Edit) => Object.keys({ ...edit.old, ...edit.new });
  const overlap = (a: string, b: string) => `${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`);
  return (
    one.base === other.base && !pointers(one).some((pointer) => pointers(other).some((also) => overlap(pointer, also)))
  );
}

function withValue(root: JsonObject, [pointer, value]: [string, Json | undefined]): JsonObject {
  const changed = placed(root, steps(pointer), value);
  if (!isObject(changed)) throw new RangeError(`${pointer} is the whole document`);
  return changed;
}

/** A copy with another value at a place; objects that are missing on the way there are made. */
function placed(
  holder: Json | undefined,
  [step, ...rest]: readonly string[],
  value: Json | undefined,
): Json | undefined {
  if (step === undefined) return value;
  if (Array.isArray(holder)) {
    const index = Number(step);
    const inner = placed(holder[index], rest, value);
    return inner === undefined ? holder.toSpliced(index, 1) : holder.toSpliced(index, 1, inner);
  }
  const { [step]: before, ...others } = isObject(holder) ? holder : {};
  const inner = placed(before, rest, value);
  // What keeps its place in the order shows no difference that nobody made.
  if (inner === undefined) return others;
  return isObject(holder) && Object.hasOwn(holder, step) ? { ...holder, [step]: inner } : { ...others, [step]: inner };
}
