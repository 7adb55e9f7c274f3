import type { Contract } from '../clauses/contract.ts';
import type { Place } from '../clauses/schema.ts';
import { onEmail, refusal, request, success } from './build.ts';
import type { Case, Expectation, Fault } from './case.ts';
import { bodyWith } from './sample.ts';

/** A number as it may stand in a text, and whether an integer of at least 0 may be written so. */
type Written = {
  label: string;
  number: string;
  title: string;
  expectation: Expectation;
  pastLimits?: true;
  isJson?: false;
};

const accepted = success('email-thread');
const open = success('email-thread', 'info');

/**
 * JSON Schema counts 1.0 and 1e2 as integers; that is disputed often enough to fail nobody. What is no JSON number is no
 * integer for a parser that reads it all the same.
 */
const writings: readonly Written[] = [
  { label: 'past-32-bits', number: '2147483648', title: '2^31', expectation: accepted },
  { label: 'whole-fraction', number: '1.0', title: '1.0', expectation: open },
  { label: 'exponent', number: '1e2', title: '1e2', expectation: open },
  { label: 'minus-zero', number: '-0', title: '-0', expectation: open },
  { label: 'past-2-53', number: '9007199254740993', title: '2^53 + 1', expectation: open, pastLimits: true },
  { label: 'past-64-bits', number: '18446744073709551616', title: '2^64', expectation: open, pastLimits: true },
  { label: 'past-doubles', number: '1e400', title: '1e400', expectation: open, pastLimits: true },
  { label: 'small-fraction', number: '1e-1', title: '1e-1, which is a fraction', expectation: refusal() },
  { label: 'nan', number: 'NaN', title: 'NaN, which JSON does not have', expectation: refusal(), isJson: false },
  {
    label: 'infinity',
    number: 'Infinity',
    title: 'Infinity, which JSON does not have',
    expectation: refusal(),
    isJson: false,
  },
  {
    label: 'leading-zero',
    number: '01',
    title: '01, which JSON does not allow',
    expectation: refusal(),
    isJson: false,
  },
  { label: 'plus', number: '+1', title: '+1, which JSON does not allow', expectation: refusal(), isJson: false },
  {
    label: 'hexadecimal',
    number: '0x10',
    title: '0x10, which JSON does not allow',
    expectation: refusal(),
    isJson: false,
  },
];

/** Below the bound, and no integer besides: a target that cuts fractions off lets it pass. */
const belowZero: Written = { label: 'below-zero', number: '-0.5', title: '-0.5', expectation: refusal() };

/** What an integer may look like on the wire, where the schema bounds it by nothing but 0. */
export function numberCases(contract: Contract): Case[] {
  return contract.body
    .filter(({ schema, path }) => schema.type === 'integer' && schema.maximum === undefined && path.length > 0)
    .flatMap((place) =>
      [...writings, ...(place.schema.minimum === 0 ? [belowZero] : [])].map((one) => written(contract, place, one)),
    );
}

function written(
  contract: Contract,
  place: Place,
  { label, number, title, expectation, pastLimits, isJson }: Written,
): Case {
  const stand = '{{number}}';
  const text = JSON.stringify(bodyWith(contract.body, place.path, () => stand)).replace(`"${stand}"`, number);
  const type = `request.body.${place.name}.type`;
  const fault: Fault = isJson === false ? { kind: 'media-type' } : { kind: 'keyword', keyword: 'type', at: place.name };
  const clause = isJson === false ? 'request.media-type' : type;
  return onEmail({
    id: isJson === false ? `${clause}/${label}-in-${place.name}` : `${clause}/${label}`,
    title: `${place.name.replaceAll('[]', '[0]')} written ${title}`,
    request: request(null, { body: { kind: 'text', text } }),
    fault: expectation.kind === 'success' ? null : fault,
    expectation,
    ...(pastLimits ? { pastLimits } : {}),
    clauses: [clause],
    controls: [`${type}/given`],
  });
}
