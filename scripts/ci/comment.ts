/** A comment on a pull or merge request. */
export type Comment = { id: number; body: string };

/** The comments of one pull or merge request, seen and written with one token. Each rejects when the service says no. */
export type Discussion = {
  /** Those that the owner of the token has written. */
  own(): Promise<readonly Comment[]>;
  create(body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
};

/** What begins a comment, unseen by readers, so that it is found again. There may be several contracts in a repository. */
export const markerOf = (name: string): string =>
  `<!-- sendproof: ${name.replace(/[^\w./ -]/g, '_').replaceAll('--', '__')} -->`;

/** On GitLab, and for some bots on GitHub, a line that begins with a slash is an order: no text of a target may give one. */
const powerless = (body: string): string => body.replace(/^(\s*)\//gm, '$1\u200B/');

/** Writes the comment of this name, or writes it anew where it stands already. */
export async function keepOneComment(
  { own, create, update }: Discussion,
  name: string,
  body: string,
): Promise<'created' | 'updated'> {
  const marker = markerOf(name);
  const text = `${marker}\n${powerless(body)}`;
  const before = (await own()).find((one) => one.body.startsWith(marker));
  if (before === undefined) await create(text);
  else await update(before.id, text);
  return before === undefined ? 'created' : 'updated';
}
