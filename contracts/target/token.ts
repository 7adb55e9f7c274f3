import type { TokenChange } from '../cases/case.ts';

/** The text that stands for a token until the gate puts the token in its place. */
export function tokenPlaceholder(name: string, change?: TokenChange): string {
  return change === undefined ? `{{token:${name}}}` : `{{token:${name}|${change}}}`;
}

/**
 * A token as a change makes it. It may be the same again: a token without letters has no other case. Empty for a token too
 * short to be shortened: what is left would be a part of anything.
 */
export function changed(token: string, change: TokenChange): string {
  switch (change) {
    case 'longer':
      return `${token}sendproof`;
    case 'segment':
      return `${token}.sendproof`;
    case 'comma':
      return `${token}, sendproof`;
    case 'shorter':
      return token.length < 8 ? '' : token.slice(0, -1);
    case 'other-case':
      return token.replace(/[a-z]/gi, (letter) =>
        letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
      );
  }
}

/** How a POSIX shell writes a token that stands in a variable, or what a change makes of it. */
export function inShell(variable: string, change?: TokenChange): string {
  if (change === 'shorter') return `\${${variable}%?}`;
  if (change === 'other-case') return `$(printf %s "$${variable}" | tr a-zA-Z A-Za-z)`;
  return `$${variable}`;
}
