const legalCharacters = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u;
const startTag = /^<([A-Za-z][\w.-]*)((?:\s+[A-Za-z_][\w.:-]*="[^"<]*")*)\s*(\/?)>/;
const endTag = /^<\/([A-Za-z][\w.-]*)\s*>/;
const reference = /&(?!(?:amp|lt|gt|quot|#\d+|#x[\dA-Fa-f]+);)/;

/** An element as the strict reader sees it. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
}

const unescaped = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, n) => String.fromCodePoint(Number(n)))
    .replace(/&#x([\dA-Fa-f]+);/g, (_, n) => String.fromCodePoint(Number.parseInt(n, 16)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const checkText = (text: string): string => {
  if (reference.test(text)) throw new Error(`a bare & in ${JSON.stringify(text.slice(0, 80))}`);
  if (text.includes(']]>')) throw new Error(`]]> in ${JSON.stringify(text.slice(0, 80))}`);
  return unescaped(text);
};

const attributesOf = (text: string): Record<string, string> => {
  const found = [...text.matchAll(/([A-Za-z_][\w.:-]*)="([^"]*)"/g)];
  const names = found.map(([, name = '']) => name);
  if (new Set(names).size < names.length) throw new Error(`an attribute twice in ${text}`);
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, checkText(value)]));
};

/**
 * Reads XML strictly, and HTML that is written to be XML too; throws at the first thing that is not well-formed. Knows
 * what the reports use: elements, double-quoted attributes, text, a declaration and a doctype.
 */
export const readStrictly = (document: string): Element => {
  if (!legalCharacters.test(document)) throw new Error('a character that XML does not allow');
  const prolog = /^(<\?xml [^>]*\?>\s*)?(<!DOCTYPE html>\s*)?/.exec(document)?.[0] ?? '';
  const root: Element = { name: '#root', attributes: {}, children: [] };
  const open: Element[] = [root];
  for (let at = prolog.length; at < document.length; ) {
    const top = open.at(-1) ?? root;
    if (document[at] !== '<') {
      const next = document.indexOf('<', at);
      const text = document.slice(at, next < 0 ? undefined : next);
      top.children.push(checkText(text));
      at += text.length;
      continue;
    }
    // A tag is short but for its attributes' values; a copy of the whole rest at each tag would be slow.
    const rest = document.slice(at, document.indexOf('>', at) + 1);
    const end = endTag.exec(rest);
    if (end) {
      if (open.length < 2 || top.name !== end[1]) throw new Error(`</${end[1]}> closes <${top.name}>`);
      open.pop();
      at += end[0].length;
      continue;
    }
    const start = startTag.exec(document.slice(at, tagEnd(document, at)));
    if (!start) throw new Error(`no tag: ${document.slice(at, at + 80)}`);
    const element: Element = { name: start[1] ?? '', attributes: attributesOf(start[2] ?? ''), children: [] };
    top.children.push(element);
    if (start[3] === '') open.push(element);
    at += start[0].length;
  }
  const [only, ...others] = root.children.filter((c) => typeof c !== 'string' || c.trim() !== '');
  if (open.length > 1) throw new Error(`<${open.at(-1)?.name}> is not closed`);
  if (only === undefined || typeof only === 'string' || others.length > 0) throw new Error('not one root element');
  return only;
};

/** Where a start tag ends: at the first `>` outside of quotes. */
const tagEnd = (document: string, from: number): number => {
  let quoted = false;
  for (let i = from; i < document.length; i += 1) {
    if (document[i] === '"') quoted = !quoted;
    if (document[i] === '>' && !quoted) return i + 1;
  }
  return document.length;
};

/** Every element of that name below (or at) this one. */
export const elements = (element: Element, name: string): Element[] => [
  ...(element.name === name ? [element] : []),
  ...element.children.flatMap((c) => (typeof c === 'string' ? [] : elements(c, name))),
];

/** All text below an element. */
export const textIn = (element: Element): string =>
  element.children.map((c) => (typeof c === 'string' ? c : textIn(c))).join('');
