import { Ajv, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import ctrfSchema from './ctrf-0.0.schema.json' with { type: 'json' };
import sarifSchema from './sarif-2.1.0.schema.json' with { type: 'json' };

const ajv = new Ajv({ strict: false, allErrors: true });
ajvFormats.default(ajv);

const problems =
  (validate: ValidateFunction) =>
  (document: unknown): string[] => {
    validate(document);
    return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

/** What is wrong with a CTRF report by `ctrf-schema-0.0.json` of the npm package `ctrf` 0.3.0 (MIT). */
export const ctrfProblems = problems(ajv.compile(ctrfSchema));

// The schema is in draft 4, which ajv does not know; of all that it uses only the name of `id` differs in draft 7.
const { $schema: _, id: __, ...draft7 } = sarifSchema;

/** What is wrong with a SARIF log by `sarif-2.1/schema/sarif-schema-2.1.0.json` of oasis-tcs/sarif-spec (errata 01). */
export const sarifProblems = problems(ajv.compile(draft7));
