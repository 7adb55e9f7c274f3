import type { Validate } from '../judge.ts';

/** Fits the answer with status 200 of the operation in contracts/openapi-v2.json. Written by load/validator.ts. */
declare const validate: Validate;
export default validate;

/** Whether the schema takes every text for an id. */
export declare const idIsFree: boolean;
