import { steps } from './json.ts';

type Node = { children: Map<string, Node>; pointers: string[] };

/**
 * Lines (from 1) of what JSON pointers point at in a JSON text, found in one pass; of the nearest thing around it when one
 * points at nothing. The text must be valid JSON.
 */
export function linesIn(source: string, pointers: readonly string[]): Map<string, number> {
  const root: Node = { children: new Map(), pointers: [] };
  for (const pointer of pointers) {
    let node = root;
    for (const step of steps(pointer)) {
      const next = node.children.get(step) ?? { children: new Map(), pointers: [] };
      node.children.set(step, next);
      node = next;
    }
    node.pointers.push(pointer);
  }
  const found = new Map<string, number>();
  let at = 0;
  let line = 1;
  const space = (): void => {
    for (; ' \n\r\t'.includes(source[at] ?? 'x'); at++) if (source[at] === '\n') line++;
  };
  const string = (): string => {
    const start = at;
    for (at++; source[at] !== '"'; at++) if (source[at] === '\\') at++;
    at++;
    return source.slice(start, at);
  };
  const mark = (node: Node | undefined): void => {
    if (node === undefined) return;
    for (const pointer of node.pointers) found.set(pointer, line);
    // What does not stand below has the line of what stands around it.
    for (const child of node.children.values()) mark(child);
  };
  const container = (node: Node | undefined, end: string, keyOf: (index: number) => string): void => {
    at++;
    space();
    for (let index = 0; source[at] !== end; index++) {
      const child = node?.children.get(keyOf(index));
      mark(child);
      value(child);
      space();
      if (source[at] === ',') at++;
      space();
    }
    at++;
  };
  const member = (): string => {
    const key: string = JSON.parse(string());
    space();
    return key;
  };
  const value = (node: Node | undefined): void => {
    // The colon after a key.
    if (source[at] === ':') at++;
    space();
    if (source[at] === '{') container(node, '}', member);
    else if (source[at] === '[') container(node, ']', String);
    else if (source[at] === '"') string();
    else while (at < source.length && !',]} \n\r\t'.includes(source[at] ?? '')) at++;
  };
  space();
  mark(root);
  value(root);
  return found;
}
