import type { Contract } from '../clauses/contract.ts';
import { element } from '../clauses/schema.ts';
import { distinct, givenIn, idOf, longList } from './body.ts';
import { onEmail, request, success } from './build.ts';
import type { Case } from './case.ts';
import { bodyWith, childrenOf, fullBody } from './sample.ts';

/** Valid values of the places beside the content: names and addresses, integers, long lists. */
export function placeCases(contract: Contract): Case[] {
  return [
    ...namesOf(contract).map((named) => onEmail({ ...named, fault: null, expectation: success('email-thread') })),
    ...integersOf(contract),
    ...listsOf(contract),
    onEmail({
      id: 'request.body.type/everything',
      title: 'a body with every property, and an element in every list',
      request: request(fullBody(contract.body)),
      fault: null,
      expectation: success('email-thread'),
      clauses: ['request.body.type'],
      controls: contract.body
        .filter(({ path, required }) => path.length === 1 && !required)
        .flatMap((place) => [place, ...childrenOf(contract.body, place)])
        .map((place) =>
          place.schema.type === 'object' ? `${idOf(place)}.type/every-property` : givenIn(contract.body, place),
        ),
    }),
  ];
}

/** Longer than a column of a table often is. */
const long = 'sendproof-'.repeat(26);

/** Texts for people, and addresses that nobody disputes, in each place that has them. */
function namesOf({ body }: Contract): Pick<Case, 'id' | 'title' | 'request' | 'clauses' | 'controls'>[] {
  const addresses: [label: string, address: string][] = [
    ['plus', 'ana+sendproof@example.com'],
    ['subdomain', 'ana@mail.eu.example.com'],
    ['dots', 'ana.maria-b_c@example-site.org'],
    ['digits', '007@example.com'],
    ['digit-domain', 'ana@4you.example.com'],
    ['capitals', 'Ana.B@Example.COM'],
    ['long-domain', 'ana@example.photography'],
  ];
  const names: [label: string, name: string][] = [
    ['apostrophe', "Ana O'Neil-Smith, Jr. (Sales)"],
    ['scripts', 'Zoë 日本 😀'],
    ['zero', '0'],
    ['long', long],
  ];
  const plain: Record<string, [label: string, text: string][]> = {
    name: names,
    Name: [...names, ['no-dot', 'README'], ['dots', 'archive.tar.gz']],
    ContentType: [
      ['parameter', 'text/plain; charset=utf-8'],
      ['suffix', 'application/vnd.api+json'],
    ],
    ContentID: [
      ['brackets', '<image1@example.com>'],
      ['long', long],
    ],
    mailboxHash: [
      ['zero', '0'],
      ['long', long],
    ],
  };
  return body.flatMap((place) => {
    const values = place.schema.format === 'email' ? addresses : (plain[place.path.at(-1) ?? ''] ?? []);
    return values.map(([label, value]) => ({
      id: `request.body.${place.name}.type/${label}`,
      title: `${place.name.replaceAll(element, '[0]')} is ${value.length > 60 ? `${value.length} characters long` : value}`,
      request: request(bodyWith(body, place.path, () => value)),
      clauses: [`request.body.${place.name}.type`],
      controls: [givenIn(body, place)],
    }));
  });
}

function integersOf({ body }: Contract): Case[] {
  return body
    .filter(({ schema, path }) => schema.type === 'integer' && schema.maximum === undefined && path.length > 0)
    .map((place) =>
      onEmail({
        id: `request.body.${place.name}.type/largest`,
        title: `${place.name.replaceAll(element, '[0]')} at 2^53 - 1`,
        // RFC 8259, 6: up to here implementations agree about integers.
        request: request(bodyWith(body, place.path, () => Number.MAX_SAFE_INTEGER)),
        fault: null,
        expectation: success('email-thread'),
        clauses: [`request.body.${place.name}.type`],
        controls: [`request.body.${place.name}.type/given`],
      }),
    );
}

/** Lists with more elements than one or two, each another one: no bound stands in the document. */
function listsOf({ body }: Contract): Case[] {
  return body.flatMap((place): Case[] => {
    const [item] = childrenOf(body, place);
    if (place.schema.type !== 'array' || place.schema.maxItems !== undefined || item === undefined) return [];
    const clause = `request.body.${place.name}.type`;
    return [
      onEmail({
        id: `${clause}/many`,
        title: `${place.name} with ${longList} elements`,
        request: request(bodyWith(body, place.path, () => distinct(body, item, longList))),
        fault: null,
        expectation: success('email-thread'),
        clauses: [clause],
        controls: [`${clause}/two-elements`],
      }),
    ];
  });
}
