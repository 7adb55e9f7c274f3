import type { Contract } from '../clauses/contract.ts';
import { isObject } from '../clauses/json.ts';
import type { Place } from '../clauses/schema.ts';
import { idOf } from './body.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case, CaseRequest } from './case.ts';
import { onOtherChannels } from './elsewhere.ts';
import { contentOf } from './meanings.ts';
import { bodyWith } from './sample.ts';

/** Plain text that a target may stumble over. */
const texts: [label: string, title: string, content: string][] = [
  ['unicode', 'content in several scripts', 'sendproof test: Zoë, 日本語, 😀'],
  ['line-breaks', 'content with line breaks and a tab', 'sendproof\r\ntest\tmessage\n'],
  ['zero', 'content of one zero', '0'],
  ['null-word', 'the word null for content', 'null'],
  ['emoji', 'content of one emoji, which is one character and two UTF-16 units', '😀'],
  ['quotes', 'content with quotation marks and backslashes', 'sendproof "test" \'message\' \\ \\n {{x}} %s'],
  ['wide', 'content of 3900 characters that are three bytes each', '日本語'.repeat(1300)],
  ['mentions', 'content with signs that chats read', '@ana #sales :wave: ana@example.com *test* _sendproof_ <b>'],
  ['lines', 'content of 60 lines', 'sendproof\n'.repeat(60)],
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
  ['comment', 'content with an HTML comment', '<!-- sendproof --><p>test</p>'],
  ['characters', 'content with HTML character references', '&lt;sendproof&gt; &eacute;&#233;&#xe9; &nbsp; test'],
];

function withContent(contract: Contract, { path }: Place, content: string): CaseRequest {
  return request(bodyWith(contract.body, path, () => content));
}

function written(contract: Contract, { path }: Place, json: string): CaseRequest {
  const plain = JSON.stringify(bodyWith(contract.body, path, () => '…'));
  return request(null, { body: { kind: 'text', text: plain.replace('"…"', () => json) } });
}

/** What is valid without standing at a bound of the document: long texts, large numbers, characters of all kinds. */
export function valueCases(contract: Contract): Case[] {
  const place = contentOf(contract);
  if (place === undefined) return [];
  const clause = `${idOf(place)}.type`;
  const content = (label: string, title: string, sent: CaseRequest, more: Partial<Case> = {}) =>
    onEmail({
      id: `${clause}/${label}`,
      title: title.replace('content', place.name),
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
        withContent(contract, place, text),
        [...text].length === 1 ? { controls: [`${idOf(place)}.minLength/1`] } : {},
      ),
    ),
    content('escaped', 'content written with escapes', written(contract, place, escaped)),
    ...odd.map(([label, title, json]) => content(label, title, written(contract, place, json), open)),
    ...lengths.map(({ label, length, level }) =>
      content(
        label,
        `content of ${length} characters`,
        withContent(contract, place, 'sendproof '.repeat(length / 10)),
        level === 'info' ? open : {},
      ),
    ),
    ...html.map(([label, title, text]) =>
      content(label, title, withContent(contract, place, text), { id: `says.html/${label}`, clauses: ['says.html'] }),
    ),
    deep(contract),
    besideLong(contract, place),
  ];
}

/**
 * The same texts on the other channels: each may have a way of its own to send them. What is refused by email as well is
 * shown there.
 */
export function valueCasesElsewhere(contract: Contract): Case[] {
  const labels = ['mentions', 'unicode', 'line-breaks', 'zero', 'quotes', 'five-thousand'];
  const endings = labels.map((label) => `.type/${label}`);
  return valueCases(contract)
    .filter(({ id }) => id === 'says.html/attributes' || endings.some((ending) => id.endsWith(ending)))
    .flatMap((one) =>
      onOtherChannels(contract, [one]).map((each) => ({ ...each, controls: [...each.controls, one.id] })),
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
    expectation: refusal(),
    pastLimits: true,
    clauses: ['request.body.additionalProperties'],
  });
}

/** A fault beside a long text: a target may look at long bodies in another way. */
function besideLong({ body }: Contract, place: Place): Case {
  const long = bodyWith(body, place.path, () => 'sendproof '.repeat(2_000));
  return onEmail({
    id: 'request.body.additionalProperties/extra-beside-long',
    title: `with a property that the contract does not have, beside 20000 characters of ${place.name}`,
    request: request({ ...(isObject(long) ? long : {}), sendproofExtra: 'x' }),
    fault: { kind: 'keyword', keyword: 'additionalProperties', at: '' },
    expectation: refusal(),
    clauses: ['request.body.additionalProperties'],
    controls: [`${idOf(place)}.type/long`],
  });
}
