import type { Contract } from '../clauses/contract.ts';
import { element } from '../clauses/schema.ts';
import { distinct, givenIn, longList } from './body.ts';
import { onEmail, request, success } from './build.ts';
import type { Case, CaseRequest } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { bodyWith, childrenOf } from './sample.ts';

/** Plain text that a target may stumble over. */
const texts: [label: string, title: string, content: string][] = [
  ['unicode', 'content in several scripts', 'sendproof test: Zoë, 日本語, 😀'],
  ['line-breaks', 'content with line breaks and a tab', 'sendproof\r\ntest\tmessage\n'],
  ['zero', 'content of one zero', '0'],
  ['null-word', 'the word null for content', 'null'],
  ['emoji', 'content of one emoji, which is one character and two UTF-16 units', '😀'],
  ['quotes', 'content with quotation marks and backslashes', 'sendproof "test" \'message\' \\ \\n {{x}} %s'],
  ['wide', 'content of 3900 characters that are three bytes each', '日本語'.repeat(1300)],
  ['spaces', 'content with spaces around it', '  sendproof test message  '],
];

/** Written in JSON so that a parser has to work for it. */
const escaped = '"sendproof test: \\u00e9 \\ud83d\\ude00 \\/ \\""';

/** RFC 8259, 9 lets a parser refuse these, or take other characters for them. */
const odd: [label: string, title: string, json: string][] = [
  ['nul', 'content with a NUL character', '"sendproof \\u0000 test"'],
  ['lone-surrogate', 'content with half a surrogate pair', '"sendproof \\ud800 test"'],
];

/** Within 64 KiB, all told, a body is one that the document allows; past it a target may have limits of its own. */
const lengths: { label: string; length: number; level: 'must' | 'info' }[] = [
  { label: 'a-thousand', length: 1_010, level: 'must' },
  { label: 'five-thousand', length: 5_000, level: 'must' },
  { label: 'long', length: 65_000, level: 'must' },
  { label: 'very-long', length: 200_000, level: 'info' },
  { label: 'huge', length: 1_200_000, level: 'info' },
];

/** HTML as an editor writes it. */
const html: [label: string, title: string, content: string][] = [
  [
    'attributes',
    'content with HTML attributes',
    '<p class="x" style="color: red">sendproof <a href="https://example.com/?a=1&amp;b=2">test</a></p>',
  ],
  [
    'lists',
    'content with an HTML list and a table',
    '<ul><li>sendproof</li></ul><table><tr><td>test</td></tr></table>',
  ],
  [
    'void',
    'content with HTML elements that have no end',
    'sendproof<br>test<br/><img src="https://example.com/x.png" alt="">',
  ],
  ['characters', 'content with HTML character references', '&lt;sendproof&gt; &eacute;&#233;&#xe9; &nbsp; test'],
];

function withContent(contract: Contract, content: string): CaseRequest {
  return request(bodyWith(contract.body, ['content'], () => content));
}

function written(contract: Contract, json: string): CaseRequest {
  const plain = JSON.stringify(bodyWith(contract.body, ['content'], () => '…'));
  return request(null, { body: { kind: 'text', text: plain.replace('"…"', () => json) } });
}

/** What is valid without standing at a bound of the document: long texts, large numbers, characters of all kinds. */
export function valueCases(contract: Contract): Case[] {
  const place = contract.body.find(({ name }) => name === 'content');
  if (place === undefined) return [];
  const clause = 'request.body.content.type';
  const content = (label: string, title: string, sent: CaseRequest, more: Partial<Case> = {}) =>
    onEmail({
      id: `${clause}/${label}`,
      title,
      request: sent,
      fault: null,
      expectation: success('email-thread'),
      clauses: [clause],
      ...more,
    });
  const open = { expectation: success('email-thread', 'info'), pastLimits: true } as const;
  return [
    ...texts.map(([label, title, text]) =>
      content(
        label,
        title,
        withContent(contract, text),
        [...text].length === 1 ? { controls: ['request.body.content.minLength/1'] } : {},
      ),
    ),
    content('escaped', 'content written with escapes', written(contract, escaped)),
    ...odd.map(([label, title, json]) => content(label, title, written(contract, json), open)),
    ...lengths.map(({ label, length, level }) =>
      content(
        label,
        `content of ${length} characters`,
        withContent(contract, 'sendproof '.repeat(length / 10)),
        level === 'info' ? open : {},
      ),
    ),
    ...html.map(([label, title, text]) =>
      content(label, title, withContent(contract, text), { id: `says.html/${label}`, clauses: ['says.html'] }),
    ),
    ...namesOf(contract).map((named) => onEmail({ ...named, fault: null, expectation: success('email-thread') })),
    ...integersOf(contract),
    deep(contract),
  ];
}

/**
 * The same texts on the other channels: each may have a way of its own to send them. What is refused by email as well is
 * shown there.
 */
export function valueCasesElsewhere(contract: Contract): Case[] {
  const labels = ['unicode', 'line-breaks', 'zero', 'quotes', 'five-thousand'];
  const ids = [...labels.map((label) => `request.body.content.type/${label}`), 'says.html/attributes'];
  return valueCases(contract)
    .filter(({ id }) => ids.includes(id))
    .flatMap((one) =>
      onOtherChannels([one]).map((each) => ({
        ...each,
        expectation: success(each.state),
        controls: [...each.controls, one.id],
      })),
    );
}

/** Texts for people, and addresses that nobody disputes, in each place that has them. */
function namesOf({ body }: Contract): Pick<Case, 'id' | 'title' | 'request' | 'clauses' | 'controls'>[] {
  const addresses: [label: string, address: string][] = [
    ['plus', 'ana+sendproof@example.com'],
    ['subdomain', 'ana@mail.eu.example.com'],
    ['dots', 'ana.maria-b_c@example-site.org'],
    ['digits', '007@example.com'],
    ['capitals', 'Ana.B@Example.COM'],
    ['long-domain', 'ana@example.photography'],
  ];
  const names: [label: string, name: string][] = [
    ['apostrophe', "Ana O'Neil-Smith, Jr. (Sales)"],
    ['scripts', 'Zoë 日本 😀'],
    ['zero', '0'],
  ];
  const plain: Record<string, [label: string, text: string][]> = {
    name: names,
    Name: [...names, ['no-dot', 'README'], ['dots', 'archive.tar.gz']],
    ContentType: [
      ['parameter', 'text/plain; charset=utf-8'],
      ['suffix', 'application/vnd.api+json'],
    ],
    ContentID: [['brackets', '<image1@example.com>']],
    mailboxHash: [['zero', '0']],
  };
  return body.flatMap((place) => {
    const values = place.schema.format === 'email' ? addresses : (plain[place.path.at(-1) ?? ''] ?? []);
    return values.map(([label, value]) => ({
      id: `request.body.${place.name}.type/${label}`,
      title: `${place.name.replaceAll(element, '[0]')} is ${value}`,
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

const depth = 5_000;

/** Nested deeper than a parser has to follow (RFC 8259, 9), in a property that the contract does not have. */
function deep(contract: Contract): Case {
  const plain = JSON.stringify(bodyWith(contract.body, [], (sample) => sample));
  const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
  return onEmail({
    id: 'request.body.additionalProperties/deep',
    title: `with a property that the contract does not have, nested ${depth} deep`,
    request: request(null, { body: { kind: 'text', text: plain.replace('{', `{"sendproofExtra":${nested},`) } }),
    fault: { kind: 'keyword', keyword: 'additionalProperties', at: '' },
    expectation: { kind: 'refusal', level: 'must' },
    pastLimits: true,
    clauses: ['request.body.additionalProperties'],
  });
}

/** Lists with more elements than one or two, each another one: no bound stands in the document. */
export function manyCases({ body }: Contract): Case[] {
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
