/** Fields that are set for every request, or that are about the connection (RFC 9110, 7.6.1). */
const own =
  /^(host|accept-encoding|content-length|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect)$/i;

/** Whether a header of that name can be sent beside those of every request. */
export function isHeaderName(name: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !own.test(name);
}

/** Whether a header can hold a text that arrives as it is (RFC 9110, 5.5). */
export function isHeaderText(text: string): boolean {
  return /^(?! )[\x20-\x7e]*(?<! )$/.test(text);
}
