import { ContractError } from '../clauses/contract-error.ts';
import { below, isObject, property, text, valueAt } from '../clauses/json.ts';
import { namesIn } from '../clauses/schema.ts';
import { type Finding, hurting, review, type Side, type Witness } from './change.ts';
import type { Description } from './document.ts';
import { canonical } from './schema/shape.ts';
import { type Both, mapBoth } from './sides.ts';

/** One way to be let in: what is sent for it, and all that the document says of it. */
type Way = { sent: readonly string[]; says: string };

/** What has changed in who is let in. Which scopes a token must have, a message does not show. */
export function compareSecurity(documents: Both<Description>, pointers: Both<string | null>): Finding[] {
  const ways = { old: waysOf(documents.old, pointers.old), new: waysOf(documents.new, pointers.new) };
  const refused = (side: Side, other: Side): Witness[] =>
    ways[side]
      .filter(({ sent }) => !ways[other].some((way) => way.sent.every((one) => sent.includes(one))))
      .map(({ sent }) => ({
        message: 'request',
        part: 'credentials',
        name: '',
        ...(sent.length === 0 ? {} : { value: sent.join(', ') }),
        rightUnder: side,
        foundBy: 'derivation',
      }));
  // One witness a party is enough: the way that asks for least.
  const witnesses = [refused('old', 'new'), refused('new', 'old')].flatMap((all) =>
    all.toSorted((a, b) => String(a.value ?? '').length - String(b.value ?? '').length).slice(0, 1),
  );
  const words = mapBoth(ways, (list) => list.map(({ sent }) => inWords(sent)).join(' or '));
  if (witnesses.length > 0)
    return [
      hurting('request.security', pointers, `a request is let in with ${words.new} instead of ${words.old}`, witnesses),
    ];
  const says = mapBoth(ways, (list) =>
    list
      .map((way) => way.says)
      .toSorted()
      .join(' or '),
  );
  return says.old === says.new
    ? []
    : [review('request.security', pointers, 'tokens or scopes are described in other words', says)];
}

function inWords(sent: readonly string[]): string {
  return sent.length === 0 ? 'no credentials' : sent.join(' and ');
}

function waysOf(description: Description, pointer: string | null): Way[] {
  const given = pointer === null ? [] : (valueAt(description.root, pointer) ?? []);
  if (!Array.isArray(given)) throw new ContractError(`${pointer} is not a list`);
  const ways = given.map((requirement): Way => {
    if (!isObject(requirement)) throw new ContractError(`${pointer} has a requirement that is not an object`);
    const schemes = Object.entries(requirement).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const parts = schemes.map(([name, scopes]) => schemeOf(description, name, namesIn(scopes)));
    return {
      sent: [...new Set(parts.map(({ sent }) => sent))].toSorted(),
      says: parts.map(({ says }) => says).join(' and '),
    };
  });
  return ways.length === 0 ? [{ sent: [], says: '' }] : ways;
}

function schemeOf(description: Description, name: string, scopes: readonly string[]): { sent: string; says: string } {
  const { value } = description.resolve(below('', 'components', 'securitySchemes', name));
  const read = (key: string) => text(property(value, key)) ?? '';
  const kind = read('type');
  return { sent: wireForm(kind, read), says: `${canonical(value)} with scopes [${scopes.toSorted().join(', ')}]` };
}

/** What a scheme puts into a request. */
function wireForm(kind: string, read: (key: string) => string): string {
  if (kind === 'apiKey') return `the ${read('in')} ${read('name')}`;
  if (kind === 'mutualTLS') return 'a client certificate';
  if (kind === 'http' && read('scheme').toLowerCase() !== 'bearer') return `Authorization: ${read('scheme')}`;
  return 'Authorization: Bearer';
}
