import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { Json } from '../../clauses/json.ts';
import { at, documentText, standsAt } from '../../clauses/testing/document.ts';
import type { Case } from '../case.ts';

/** A second opinion about a body: what the raw request schema of a document says is wrong with it. */
export function objectionsIn(text = documentText): (body: Json) => string[] {
  const schema = standsAt(text, at.body);
  if (typeof schema !== 'object' || schema === null) throw new Error('the document has no request schema');
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (body) => (validate(body) ? [] : [...new Set((validate.errors ?? []).map(place))]);
}

function place({ instancePath, keyword }: ErrorObject): string {
  return `${instancePath} ${keyword}`;
}

/** The JSON body of a case as it would be sent, with values where a profile's stand. */
export function bodyOf({ id, request: { body } }: Case): Json {
  if (body.kind !== 'json') throw new Error(`${id} has no JSON body`);
  return JSON.parse(
    JSON.stringify(body.value)
      .replaceAll('{{channelId}}', 'C0123456')
      .replaceAll('{{attachmentUrl}}', 'https://files.example.com/a.pdf'),
  );
}

/** The one objection that a case's fault must raise; none without a fault that a schema can see. */
export function faultIn({ fault }: Case): string[] {
  if (fault?.kind !== 'keyword' || fault.keyword === 'description') return [];
  const path =
    fault.at === ''
      ? ''
      : `/${fault.at
          .replaceAll('[]', '[0]')
          .replace(/\[(\d+)\]/g, '.$1')
          .replaceAll('.', '/')}`;
  return [`${path} ${fault.keyword}`];
}
