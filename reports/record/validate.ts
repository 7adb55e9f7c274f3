import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import ajvFormats from 'ajv-formats';
import type Type from 'typebox';
import { EvidenceSchema } from '../../contracts/target/evidence.ts';
import type { Evidence } from './cap.ts';
import { type RunEvent, RunEventSchema } from './events.ts';
import { type RunRecord, RunRecordSchema } from './record.ts';

/** The value, known to be one; or what is wrong with it, a sentence for each place. */
export type Checked<T> = { ok: true; value: T } | { ok: false; errors: string[] };

/** What checks values by a schema; `whole` is what a sentence calls the value itself. */
export const checker = <T>(schema: Type.TSchema, whole: string): ((value: unknown) => Checked<T>) => {
  let compiled: ValidateFunction<T> | undefined;
  return (value) => {
    // Compiled at the first use: most commands never read a record.
    compiled ??= addFormats(new Ajv({ allErrors: true, allowUnionTypes: true })).compile<T>(schema);
    return compiled(value) ? { ok: true, value } : { ok: false, errors: readable(compiled.errors ?? [], whole) };
  };
};

const addFormats = (ajv: Ajv): Ajv => ajvFormats.default(ajv);

/** Errors past this number say nothing new. */
const shown = 20;

const readable = (errors: ErrorObject[], whole: string): string[] => {
  const sentences = [...new Set(errors.map((error) => sentence(error, whole)))];
  const rest = sentences.length - shown;
  return rest > 0 ? [...sentences.slice(0, shown), `and ${rest} more`] : sentences;
};

const sentence = (error: ErrorObject, whole: string): string => {
  const place = error.instancePath === '' ? whole : error.instancePath;
  if (error.keyword === 'enum') return `${place} must be one of ${error.params.allowedValues.join(', ')}`;
  if (error.keyword === 'const') return `${place} must be ${JSON.stringify(error.params.allowedValue)}`;
  return `${place} ${error.message ?? 'is not valid'}`;
};

/** Whether a value is a run record, by the same schema as `record.schema.json`. */
export const validateRecord: (value: unknown) => Checked<RunRecord> = checker<RunRecord>(RunRecordSchema, 'the record');

/** Whether a value is one event of a run. */
export const validateEvent: (value: unknown) => Checked<RunEvent> = checker<RunEvent>(RunEventSchema, 'the event');

/** Whether a value is one whole exchange. */
export const validateExchange: (value: unknown) => Checked<Evidence> = checker<Evidence>(
  EvidenceSchema,
  'the exchange',
);
