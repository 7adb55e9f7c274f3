import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { Contract } from '../clauses/contract.ts';
import type { Json } from '../clauses/json.ts';
import type { Case } from './case.ts';
import { fill, placeholders } from './sample.ts';

/**
 * Whether the request schema as a whole sees the body of a case as the case does: broken where its fault is a keyword,
 * valid elsewhere. Cases are made keyword by keyword, so a keyword that sendproof cannot make cases from (`pattern`, say)
 * could make a case ask for the opposite of what the document says.
 */
export function agreementWith(contract: Contract): (one: Case) => boolean {
  const isValid = compile(contract);
  return ({ request: { body }, fault }) => {
    // Text that is sent as it is, is JSON where it has no fault.
    if (body.kind === 'text' && fault === null) return isValid?.(JSON.parse(body.text)) === true;
    if (body.kind !== 'json') return true;
    const broken = fault?.kind === 'keyword' && fault.keyword !== 'description';
    return isValid?.(fill(body.value, plausible)) === !broken;
  };
}

/** `undefined` when the schema has something that cannot be checked. */
function compile({ document, operation }: Contract): ((value: Json) => boolean) | undefined {
  const ajv = new Ajv({ strict: false, logger: false });
  addFormats.default(ajv);
  try {
    return ajv.compile({ ...operation.body.media.schema.schema, components: document.root.components ?? {} });
  } catch {
    return undefined;
  }
}

const plausible: Record<string, string> = {
  [placeholders.channelId]: 'C024BE91L',
  [placeholders.attachmentUrl]: 'https://files.example.com/test.pdf',
};
