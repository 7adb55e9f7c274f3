import { element, type Place } from './schema.ts';

/** The place that a message has under a name: the outermost one, outside of lists; nothing where several are equally far in. */
export function placeNamed(places: readonly Place[], name: string): Place | undefined {
  const all = places.filter(({ path }) => path.at(-1) === name && !path.includes(element));
  const depth = Math.min(...all.map(({ path }) => path.length));
  const [only, ...others] = all.filter(({ path }) => path.length === depth);
  return others.length === 0 ? only : undefined;
}

/** The place of the id of the message that went out: at the top, or beside what says which thread or channel it went to. */
export function messageIdIn(places: readonly Place[]): Place | undefined {
  const beside = ['thread_id', 'channel'].flatMap((name) => placeNamed(places, name) ?? []);
  const holders = [[], ...beside.map(({ path }) => path.slice(0, -1))];
  return holders.flatMap((holder) => {
    const path = [...holder, 'id'].join(' ');
    return places.find((one) => one.path.join(' ') === path) ?? [];
  })[0];
}
