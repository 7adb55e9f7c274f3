import { property, text } from '../clauses/json.ts';
import type { Description } from '../diff/document.ts';
import { type Operation, operationsOf } from '../diff/operations.ts';
import { basePath } from './comparator.ts';

/** Finds the operation that a request goes to, and the path of the request without that of a server. */
export type Routes = (method: string, path: string) => { operation: Operation; path: string } | undefined;

/** The operations of a document, below the paths of its servers, too: a consumer may call `/api/v2/threads/…`. */
export function routesOf(description: Description): Routes {
  const { root } = description;
  const servers = property(root, 'servers');
  const urls = (Array.isArray(servers) ? servers : []).map((server) => property(server, 'url'));
  const bases = [...urls, property(property(root, 'info'), basePath)].flatMap((url) => {
    const path = URL.parse(text(url) ?? '', 'http://localhost')?.pathname.replace(/\/+$/, '');
    return path === undefined || path === '' ? [] : [path];
  });
  // A path without parameters comes before one that has some (OpenAPI 3.0.3, 4.7.8.2).
  const patterns = operationsOf(description)
    .map((operation) => ({ operation, pattern: patternOf(operation.name) }))
    .toSorted((one, other) => Number(one.operation.name.includes('{')) - Number(other.operation.name.includes('{')));
  return (method, path) => {
    const below = bases.filter((base) => path.startsWith(`${base}/`)).map((base) => path.slice(base.length));
    for (const candidate of [path, ...below]) {
      const found = patterns.find(({ pattern }) => pattern.test(`${method} ${candidate}`));
      if (found !== undefined) return { operation: found.operation, path: candidate };
    }
    return undefined;
  };
}

function patternOf(name: string): RegExp {
  const parts = name.split(/\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^/]+')}$`);
}
