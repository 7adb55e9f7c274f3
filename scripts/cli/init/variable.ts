/** Names in capitals, as POSIX has them; a word as long as this, with digits in it, is more likely a key. */
const name = /^[A-Z_][A-Z0-9_]*$/;
const longWord = 16;

/**
 * What is wrong with a text as the name of an environment variable; undefined when nothing is. A token that somebody took
 * for its name must not come into a file, so what could be one is refused.
 */
export function wrongVariable(text: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (Object.hasOwn(env, text)) return undefined;
  const isKey = text.split('_').some((word) => word.length >= longWord && /\d/.test(word));
  if (name.test(text) && !isKey && !Object.values(env).includes(text)) return undefined;
  return 'Give the name of an environment variable in capitals, such as ACME_TOKEN; never the token itself.';
}
