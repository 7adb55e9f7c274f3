import { legible } from '../text.ts';

const made: unique symbol = Symbol('made by html``');

/** Text that is markup already. Only `html` makes it, so that nothing from a record can pass for it. */
export interface Markup {
  readonly [made]: string;
}

/** What may stand in a template: text is escaped, markup is not, nothing is nothing. */
export type Part = string | number | Markup | null | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for element content and for quoted attributes, in HTML and in XML. */
export const escaped = (text: string): string => legible(text).replace(/[&<>"']/g, (c) => entities[c] ?? c);

const render = (part: Part): string => {
  if (part === null || part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return isMarkup(part) ? part[made] : part.map(render).join('');
};

const isMarkup = (part: Markup | readonly Part[]): part is Markup => made in part;

/** A template whose values are escaped. The templates are well-formed XML too, so one strict parser checks them all. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup => ({
  [made]: strings.reduce((text, s, i) => text + render(parts[i - 1]) + s),
});

/** The text of markup: the end of all templates. */
export const textOf = (markup: Markup): string => markup[made];

/** Our own style sheet or script, as it is. It must hold neither `<` nor `&`, so that HTML and XML read the same. */
export const verbatim = (text: string): Markup => {
  if (/[<&]/.test(text)) throw new Error('a style sheet or script of the report holds < or &');
  return { [made]: text };
};
