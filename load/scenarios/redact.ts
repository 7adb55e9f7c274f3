/** `text` with every one of `secrets` replaced; then cut to `most` characters, so that no half of a secret is left. */
export function redact(text: string, secrets: string[], most: number): string {
  let clean = text;
  for (const secret of secrets) clean = clean.split(secret).join('[secret]');
  return clean.length <= most ? clean : `${clean.slice(0, most)}… (${clean.length} characters)`;
}
