/** Longer names are no slip of the pen, and comparing them would take long. */
const longest = 200;

/** The name that someone who wrote `name` most likely meant; nothing when there are no names. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const plain = (text: string): string => text.toLowerCase().slice(0, longest);
  const far = names.map((candidate) => distance(plain(name), plain(candidate)));
  return names[far.indexOf(Math.min(...far))];
}

/** How many letters must be put in, taken out or replaced to make one text of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
