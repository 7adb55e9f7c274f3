import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Result } from './result.ts';
import { open, type Subject } from './testing/reference.ts';
import { type Answer, limitMs, type Means, NoAnswer, type Target, type Tool } from './tool.ts';

/** Runs a tool on a server of its own, in an empty directory of its own: nothing is remembered from one run to the next. */
export async function measure(tool: Tool, { kind, name, title }: Subject): Promise<Result> {
  const server = await open({ kind, name, title });
  const directory = await mkdtemp(join(tmpdir(), 'comparison-'));
  const start = performance.now();
  try {
    const answer = await ask(tool, server, { directory, limitMs });
    const seconds = Math.round(performance.now() - start) / 1000;
    return {
      tool: tool.name,
      version: tool.version,
      kind,
      subject: name,
      ...answer,
      seconds,
      requests: server.requests(),
    };
  } finally {
    await server.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function ask(tool: Tool, target: Target, means: Means): Promise<Answer> {
  try {
    return await tool.run(target, means);
  } catch (error) {
    if (error instanceof NoAnswer) return { outcome: 'unclear', words: error.message };
    throw error;
  }
}
