import encoding from 'k6/encoding';

/** The forms of a text in base64: a token may come back in one. */
export function base64(text: string): string[] {
  return [encoding.b64encode(text, 'std'), encoding.b64encode(text, 'rawurl')];
}
