import type { Answers } from '../judge.ts';

/** What the answers of success must be, by contracts/openapi-v2.json. Written by load/validator.ts. */
export declare const answers: Answers;

/** Whether the schema takes every text for an id. */
export declare const idIsFree: boolean;
