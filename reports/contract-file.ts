import { below } from '../contracts/clauses/json.ts';
import { path } from '../contracts/clauses/operation.ts';
import type { RunRecord } from './record/record.ts';

/** The contract document in the project: the place that code hosts and test viewers show. */
export const contractFile = 'contracts/openapi-v2.json';

/** Where the operation stands in that document, for runs that had no need to read it. */
export const knownLine = 16;

const operation = below('', 'paths', path, 'post');

/** The line of the operation: the place of what is about no one demand. */
export const operationLine = ({ clauses }: Pick<RunRecord, 'clauses'>): number =>
  clauses.find(({ pointer }) => pointer === operation)?.line ?? knownLine;
