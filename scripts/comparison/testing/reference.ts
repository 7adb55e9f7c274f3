import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:http';
import { defects, type ReferenceServer, serve, variants } from '../../../fixtures/reference/index.ts';

export type { ReferenceServer };

/** One server that every tool is tried on. */
export type Subject = { kind: 'clean' | 'defect' | 'variant'; name: string; title: string };

/** Defects that show only under load are left out: none of the tools is there to find them. So are those that only warn. */
export const subjects: readonly Subject[] = [
  { kind: 'clean', name: 'clean', title: 'The reference implementation as it is.' },
  ...variants.map(({ name, title }) => ({ kind: 'variant' as const, name, title })),
  ...defects
    .filter(({ load, breaks, among }) => !load && (breaks.length > 0 || among))
    .map(({ name, title }) => ({ kind: 'defect' as const, name, title })),
];

export type CountedServer = ReferenceServer & { requests(): number };

/** Starts the server of a subject, and counts the requests that reach it, without standing in their way. */
export async function open({ kind, name }: Subject): Promise<CountedServer> {
  const server = await serve(kind === 'clean' ? {} : { [kind]: name });
  const port = Number(new URL(server.url).port);
  let requests = 0;
  const count = (message: unknown): void => {
    if (portOf((message as { server: Server }).server) === port) requests += 1;
  };
  subscribe('http.server.request.start', count);
  return {
    ...server,
    requests: () => requests,
    async close() {
      unsubscribe('http.server.request.start', count);
      await server.close();
    },
  };
}

function portOf(server: Server): number | undefined {
  const address = server.address();
  return typeof address === 'object' ? address?.port : undefined;
}
