import type { JsonObject } from '../../clauses/json.ts';

/** One case as Dredd takes it: an API description of its own, and what Dredd cannot say in one. */
export type Transaction = {
  /** Identifies the opinion; Dredd carries it as the transaction's id. */
  key: string;
  /** OpenAPI document with one path, one request and one response. */
  document: string;
  /** Request target, as it goes on the wire. */
  path: string;
  headers: Record<string, string>;
  /** What may come back: a success, a refusal, or either, each with the schema (draft 7) that it must fit. */
  allowed: { success?: JsonObject; refusal?: JsonObject; status?: number };
};

/** What the child process is told. */
export type Job = { endpoint: string; transactions: Transaction[] };

/** What the child process answers: a result for each transaction, or why Dredd did not run. */
export type Report =
  | { kind: 'result'; key: string; outcome: 'passed' | 'failed' | 'fault'; words: string }
  | { kind: 'broken'; message: string }
  | { kind: 'done' };
