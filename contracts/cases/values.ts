import type { Contract } from '../clauses/contract.ts';
import { onEmail, request, success } from './build.ts';
import type { Case } from './case.ts';
import { bodyWith, childrenOf } from './sample.ts';

/** Text that is valid JSON and plain content, and that a target may stumble over. */
const texts = [
  { label: 'unicode', title: 'content in several scripts', json: JSON.stringify('sendproof test: Zoë, 日本語, 😀') },
  {
    label: 'line-breaks',
    title: 'content with line breaks and a tab',
    json: JSON.stringify('sendproof\r\ntest\tmessage\n'),
  },
  { label: 'escaped', title: 'content written with escapes', json: '"sendproof test: \\u00e9 \\ud83d\\ude00 \\/ \\""' },
];

/** Within 64 KiB, all told, a body is one that the document allows; past it a target may have limits of its own. */
const contents = [
  { label: 'long', length: 65_000, level: 'must' as const },
  { label: 'very-long', length: 200_000, level: 'info' as const },
];

/** What is valid without standing at a bound of the document: long texts, large numbers, characters of all kinds. */
export function valueCases(contract: Contract): Case[] {
  const hasContent =
    contract.body[0] !== undefined &&
    childrenOf(contract.body, contract.body[0]).some(({ name }) => name === 'content');
  if (!hasContent) return [];
  const long = contents.map(({ label, length, level }) =>
    onEmail({
      id: `request.body.content.type/${label}`,
      title: `content of ${length} characters`,
      request: request(bodyWith(contract.body, ['content'], () => 'sendproof '.repeat(length / 10))),
      fault: null,
      expectation: success('email-thread', level),
      clauses: ['request.body.content.type'],
    }),
  );
  const plain = JSON.stringify(bodyWith(contract.body, ['content'], () => '…'));
  const written = texts.map(({ label, title, json }) =>
    onEmail({
      id: `request.body.content.type/${label}`,
      title,
      request: request(null, { body: { kind: 'text', text: plain.replace('"…"', () => json) } }),
      fault: null,
      expectation: success('email-thread'),
      clauses: ['request.body.content.type'],
    }),
  );
  const integers = contract.body
    .filter(({ schema, path }) => schema.type === 'integer' && schema.maximum === undefined && path.length > 0)
    .map((place) =>
      onEmail({
        id: `request.body.${place.name}.type/largest`,
        title: `${place.name.replaceAll('[]', '[0]')} at 2^53 - 1`,
        // RFC 8259, 6: up to here implementations agree about integers.
        request: request(bodyWith(contract.body, place.path, () => Number.MAX_SAFE_INTEGER)),
        fault: null,
        expectation: success('email-thread'),
        clauses: [`request.body.${place.name}.type`],
        controls: [`request.body.${place.name}.type/given`],
      }),
    );
  return [...written, ...long, ...integers];
}
