import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStrictly, textIn } from '../testing/well-formed.ts';
import { legible } from '../text.ts';
import { html, textOf, verbatim } from './markup.ts';

test('whatever stands in a template is text: it comes out as it went in, in content and in attributes', () => {
  const telling = fc.string({
    unit: fc.constantFrom('<', '>', '&', '"', "'", ';', 'a', ' ', '\n', '\u0000', '\uD800', '😀'),
  });
  fc.assert(
    fc.property(fc.oneof(telling, fc.string({ unit: 'binary' })), (text) => {
      const element = readStrictly(textOf(html`<p title="${text}">${text}</p>`));
      expect(textIn(element)).toBe(legible(text));
      expect(element.attributes).toEqual({ title: legible(text) });
    }),
  );
});

test('markup in markup stays markup, lists are joined, nothing is nothing', () => {
  const items = ['a', '<b>'].map((t) => html`<li>${t}</li>`);
  expect(textOf(html`<ul>${items}${null}${undefined}${3}</ul>`)).toBe('<ul><li>a</li><li>&lt;b&gt;</li>3</ul>');
});

test('a style sheet or script that HTML and XML would read otherwise is refused', () => {
  expect(() => verbatim('a < b')).toThrow();
  expect(() => verbatim('a && b')).toThrow();
  expect(textOf(verbatim('a > b'))).toBe('a > b');
});
