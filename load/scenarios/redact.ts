/** `text` with every one of `secrets` replaced; then cut to `most` characters, so that no half of a secret is left. */
export function redact(text: string, secrets: string[], most: number): string {
  let clean = text;
  for (const secret of secrets) clean = clean.split(secret).join('[secret]');
  return clean.length <= most ? clean : `${clean.slice(0, most)}… (${clean.length} characters)`;
}

/** A token in every shape in which an answer may repeat it, the longest first; `encode` gives its forms in base64. */
export function shapesOf(token: string, encode: (text: string) => string[]): string[] {
  const forms = [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1), ...encode(token)];
  return [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
}
