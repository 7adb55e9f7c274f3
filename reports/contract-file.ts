import { below } from '../contracts/clauses/json.ts';
import { path } from '../contracts/clauses/operation.ts';
import type { RunRecord } from './record/record.ts';

/** The document that sendproof comes with, and where the operation stands in it. */
const own = 'contracts/openapi-v2.json';
export const knownLine = 16;

type Of = Pick<RunRecord, 'contract'>;

/** The contract document in the project: the place that code hosts and test viewers show. */
export const contractFileOf = ({ contract: { file } }: Of): string => file ?? own;

const operation = below('', 'paths', path, 'post');

/** The line of the operation: the place of what is about no one demand. */
export const operationLine = ({ clauses, contract: { file } }: Of & Pick<RunRecord, 'clauses'>): number =>
  // A run that had no need of clauses does not know the lines of a document that was given.
  clauses.find(({ pointer }) => pointer === operation)?.line ?? (file === undefined ? knownLine : 1);
