import { isObject, type Json, type JsonObject } from '../../clauses/json.ts';
import type { Description } from '../document.ts';
import { demands, dereferenced, outlineOf, unwrapped } from './closure.ts';
import { type Source, schemaAt, type View } from './view.ts';

/** Two schemas that stand for each other: who leads to them, and whether anything in or below them differs. */
type Node = { above: string[]; differs: boolean };

/** Schemas of one document and another that have been held against each other. Each pair is looked at once. */
type Graph = Map<string, Node>;

const graphs = new WeakMap<Description, WeakMap<Description, Graph>>();

/** Whether two views demand the same but for where their schemas stand. `format` is no demand. */
export function areAlike(one: View, other: View): boolean {
  return compare(one, other, 'demands');
}

/** Whether two views say the same, down to the last word, but for where their schemas stand. */
export function areIdentical(one: View, other: View): boolean {
  return compare(one, other, 'words');
}

type By = 'demands' | 'words';

function compare(one: View, other: View, by: By): boolean {
  if (one.parts.length !== other.parts.length) return false;
  const graph = graphOf(one.source.description, other.source.description);
  return one.parts.every(({ pointer }, index) => {
    const counterpart = other.parts[index]?.pointer ?? '';
    return !differs(graph, by, standing(one.source, pointer, by), standing(other.source, counterpart, by));
  });
}

function graphOf(one: Description, other: Description): Graph {
  const inner = graphs.get(one) ?? new WeakMap<Description, Graph>();
  graphs.set(one, inner);
  const graph = inner.get(other) ?? new Map<string, Node>();
  inner.set(other, graph);
  return graph;
}

type Place = readonly [source: Source, pointer: string];

/** Schemas may lead back to themselves: they are alike when nothing that can be reached from them differs. */
function differs(graph: Graph, by: By, one: Place, other: Place): boolean {
  const start = keyOf(by, one, other);
  const found: string[] = [];
  const open: { pair: [Place, Place]; from: string | null }[] = [{ pair: [one, other], from: null }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { pair, from } = next;
    const key = keyOf(by, ...pair);
    const known = graph.get(key);
    const node = known ?? { above: [], differs: false };
    if (from !== null) node.above.push(from);
    if (known?.differs === true && from !== null) found.push(from);
    if (known !== undefined) continue;
    graph.set(key, node);
    const [left, right] = [outline(pair[0], by), outline(pair[1], by)];
    if (left.text !== right.text) found.push(key);
    else
      for (const [index, below] of left.below.entries())
        open.push({ pair: [below, right.below[index] ?? below], from: key });
  }
  for (let key = found.pop(); key !== undefined; key = found.pop()) {
    const node = graph.get(key);
    if (node === undefined || node.differs) continue;
    node.differs = true;
    found.push(...node.above);
  }
  return graph.get(start)?.differs === true;
}

function keyOf(by: By, [source, pointer]: Place, [, other]: Place): string {
  return `${by} ${source.message} ${pointer} ${other}`;
}

/** What a schema says by itself, and what stands below it, always in the same order. */
function outline([source, pointer]: Place, by: By): { text: string; below: Place[] } {
  const below: Place[] = [];
  const said: Json = outlineOf(source, pointer, (at) => {
    below.push(standing(source, at, by));
    return null;
  });
  if (!isObject(said)) return { text: JSON.stringify(said), below };
  const words = by === 'words' ? wordsOf(schemaAt(source, pointer)) : {};
  return { text: JSON.stringify({ ...said, ...words, format: words.format }), below };
}

/** Where a schema stands in the end. What merely holds one other schema may have words of its own. */
function standing(source: Source, pointer: string, by: By): Place {
  return [source, by === 'demands' ? unwrapped(source, pointer) : dereferenced(source, pointer)];
}

/** What a schema says beside its demands. */
function wordsOf(raw: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(raw)
      .filter(([keyword]) => keyword === 'format' || !(demands(keyword) || keyword === '$ref'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
