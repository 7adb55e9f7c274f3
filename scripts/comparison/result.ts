import type { Subject } from './testing/reference.ts';
import type { Answer, Tool } from './tool.ts';

/** What came of one tool on one server. */
export type Result = Answer & {
  tool: string;
  version: string;
  kind: Subject['kind'];
  subject: string;
  seconds: number;
  requests: number;
};

/** Whether a result is that of this tool, in this version, on this server. */
export const isOf =
  ({ name, version }: Pick<Tool, 'name' | 'version'>, subject: Subject) =>
  (result: Result): boolean =>
    result.tool === name &&
    result.version === version &&
    result.kind === subject.kind &&
    result.subject === subject.name;
