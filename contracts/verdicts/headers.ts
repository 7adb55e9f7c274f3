import type { ValidateFunction } from 'ajv';
import type { ContractDocument } from '../clauses/document.ts';
import type { Json, JsonObject } from '../clauses/json.ts';
import { jsonSchemaOf } from '../clauses/json-schema.ts';
import type { HeaderPlace } from '../clauses/operation.ts';
import { demandsOf, placesOf } from '../clauses/schema.ts';
import { field } from '../target/exchange.ts';
import { type Reading, type ShapeFinding, shown } from './answer.ts';

/** Judges a field of an answer by each of its clauses: whether it is there, and what is written in it. */
export function headerChecks(
  document: ContractDocument,
  response: string,
  header: HeaderPlace,
  checkFor: (schema: JsonObject) => ValidateFunction | undefined,
): ((reading: Reading) => ShapeFinding[])[] {
  const id = `response.${response}.header.${header.name}`;
  const valueIn = ({ answer }: Reading) => field(answer.headers, header.name.toLowerCase());
  const isThere = (reading: Reading): ShapeFinding[] => {
    const holds = valueIn(reading) !== undefined;
    return [{ clause: `${id}.required`, holds, reason: `the answer ${holds ? 'has' : 'has no'} ${header.name}` }];
  };
  const [place] = header.schema === undefined ? [] : placesOf(document, header.schema);
  const checks = place === undefined ? [] : demandsOf(place.schema);
  const written = checks.flatMap(([keyword, value]) => {
    const validate = checkFor(jsonSchemaOf({ [keyword]: value }));
    if (validate === undefined || place === undefined) return [];
    return [
      (reading: Reading): ShapeFinding[] => {
        const found = valueIn(reading);
        const read = found === undefined ? undefined : readAs(place.schema.type, found);
        if (read === undefined) return [];
        const holds = validate(read);
        const reason = `${header.name} is ${shown(found)}`;
        return [{ clause: `${id}.${keyword}`, holds, reason }];
      },
    ];
  });
  return [...(header.required ? [isThere] : []), ...written];
}

/** What a field says as a value of a type. Lists and objects have several ways to be written: nothing is said of them. */
function readAs(type: Json | undefined, text: string): Json | undefined {
  if (type === 'array' || type === 'object') return undefined;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : text;
  const isNumber = (type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text);
  return isNumber ? Number(text) : text;
}
