import type { Authorization } from '../cases/case.ts';
import type { Witness } from '../diff/change.ts';
import type { HeaderList } from '../target/exchange.ts';
import { tokenPlaceholder } from '../target/token.ts';

/** How a request is let in. */
export type Credentials = { authorization: Authorization; headers: HeaderList };

/** As every other request is. */
export const bearer: Credentials = {
  authorization: { kind: 'token', token: 'state', scheme: 'Bearer' },
  headers: [],
};

/** What the profile's tokens can be sent as. A token in a query would stand in logs. */
export function credentialsFor({ value }: Witness): Credentials | undefined {
  if (value === undefined) return { authorization: { kind: 'none' }, headers: [] };
  if (value === 'Authorization: Bearer') return bearer;
  const [, header] = /^the header ([\w-]+)$/.exec(String(value)) ?? [];
  return header === undefined
    ? undefined
    : { authorization: { kind: 'none' }, headers: [[header, tokenPlaceholder('full')]] };
}
