import type { Word } from './judged.ts';
import type { Place, Way } from './pair.ts';

/** What is known of a pair of one edit. */
export type Facts = { subject: string; place: Place; way: Way; ours: Word; theirs: Word };

/** Pairs on which the tools disagree for one reason. */
export type Class = {
  name: string;
  /** Who is right, and why. */
  right: string;
  holds: (facts: Facts) => boolean;
};

const onText: readonly Place[] = ['path parameter', 'query parameter', 'request header', 'answer header'];
const inBody: readonly Place[] = ['request body', 'answer body'];
const beside = ['properties', 'additionalProperties', 'unevaluatedProperties'];
const marks = ['readOnly', 'writeOnly'];
const choices = ['oneOf', 'anyOf'];

const said =
  (ours: Word, ...theirs: Word[]) =>
  (facts: Facts) =>
    facts.ours === ours && theirs.includes(facts.theirs);
const onlyWe = said('breaks', 'fine');
const onlyOasdiff = said('fine', 'breaks');

/** The first that holds of a pair is its class. */
export const classes: readonly Class[] = [
  {
    name: 'a status that answers could not have before',
    right: 'sendproof: an answer with it was wrong. oasdiff takes a new status for an addition',
    holds: (facts) => onlyWe(facts) && facts.subject === 'status',
  },
  {
    name: 'an answer that may have a media type, or a body, which it could not have before',
    right:
      'sendproof, by the letter: such an answer was wrong. Who asks by `Accept` for one type only does not meet it',
    holds: (facts) => onlyWe(facts) && facts.place === 'answer body' && ['media type', 'body'].includes(facts.subject),
  },
  {
    name: 'what may stand beside the properties that are described',
    right:
      'sendproof, by the letter: an object takes any other property unless it is closed, so opening, closing or describing it tells messages apart. oasdiff takes it that nobody sends or reads them',
    holds: (facts) => onlyWe(facts) && inBody.includes(facts.place) && beside.includes(facts.subject),
  },
  {
    name: '`not`, made stricter',
    right:
      'sendproof: of what stands in `not`, oasdiff looks at a list of values alone, and takes it the wrong way round',
    holds: (facts) => onlyWe(facts) && facts.subject === 'not',
  },
  {
    name: 'alternatives where anything was right before, or the reverse',
    right: 'sendproof: oasdiff asks only which alternatives came or went, and takes the first of them for harmless',
    holds: (facts) => onlyWe(facts) && choices.includes(facts.subject),
  },
  {
    name: 'keywords of a parameter or header',
    right: 'sendproof: oasdiff reports the same changes in a body, and not here',
    holds: (facts) => onlyWe(facts) && onText.includes(facts.place),
  },
  {
    name: 'an operation that was deprecated is gone',
    right:
      'a matter of policy: oasdiff lets it go, with no date asked for unless told. sendproof says that its requests are refused; a waiver takes that',
    holds: (facts) => onlyWe(facts) && facts.subject === 'operation',
  },
  {
    name: 'a breaking change that oasdiff only warns of',
    right:
      'sendproof: oasdiff cannot say whether a pattern, or a closed object without a property, refuses what was right; a witness shows it',
    holds: said('breaks', 'read'),
  },
  {
    name: 'the same values in other keywords',
    right: 'sendproof: oasdiff compares keyword with keyword, and takes one for a demand that refuses nothing more',
    holds: (facts) => said('fine', 'breaks', 'read')(facts) && facts.way === 'same' && facts.place !== 'document',
  },
  {
    name: 'a security scheme under another name, or one scheme less to be sent',
    right: 'sendproof: whoever was let in is let in by the same credentials. oasdiff compares names',
    holds: (facts) => onlyOasdiff(facts) && facts.subject === 'security',
  },
  {
    name: 'an answer that can no longer come: a success, a media type',
    right:
      'a matter of what clients may count on. By the letter no client is hurt: all that comes was right before. sendproof names implementations; oasdiff speaks for who waits for just that answer',
    holds: (facts) =>
      onlyOasdiff(facts) &&
      facts.way === 'narrower' &&
      (facts.subject === 'status' || (facts.place === 'answer body' && facts.subject === 'media type')),
  },
  {
    name: 'a range of media types in place of one of them',
    right: 'sendproof: the old type is within the range',
    holds: (facts) => onlyOasdiff(facts) && facts.subject === 'media type',
  },
  {
    name: '`oneOf`, `anyOf`, `not`, `const` or `enum`, changed so that no client meets anything new',
    right: 'sendproof: oasdiff goes by what was added or removed, which under these keywords may mean either',
    holds: (facts) => onlyOasdiff(facts) && [...choices, 'not', 'const', 'enum'].includes(facts.subject),
  },
  {
    name: 'a pattern, or positions of a list, changed so that no client meets anything new',
    right: 'sendproof: oasdiff warns of every change, since it cannot say which way it goes',
    holds: (facts) => said('fine', 'read')(facts) && ['pattern', 'prefixItems'].includes(facts.subject),
  },
  {
    name: 'a property that is no longer described, of an object that takes any other',
    right: 'sendproof: a request may have it as before. oasdiff warns without regard to `additionalProperties`',
    holds: (facts) => said('fine', 'read')(facts) && facts.subject === 'properties',
  },
  {
    name: '`format`',
    right:
      'neither can know: a format is a note that a server may or may not hold anybody to (OpenAPI 3.0.3, 4.7.24; JSON Schema 2020-12, validation, 7.2). sendproof asks for a reader, oasdiff calls it another type',
    holds: (facts) => said('read', 'breaks')(facts) && facts.subject === 'format',
  },
  {
    name: 'a scope that is asked for',
    right:
      'oasdiff, if tokens without it are about; no message shows that. sendproof asks for a reader with both texts',
    holds: (facts) => said('read', 'breaks')(facts) && facts.subject === 'security',
  },
  {
    name: 'words, notes and marks: descriptions, defaults, `format` gone, `readOnly`, discriminator, style, callbacks, scopes gone, optional parameters and headers',
    right: 'sendproof: they may change what a message means; oasdiff passes them over, or puts them into its changelog',
    holds: (facts) => said('read', 'fine')(facts) && (facts.way === 'words' || marks.includes(facts.subject)),
  },
];

/** What explains a disagreement about one edit; `undefined`: nothing does. */
export function classOf(facts: Facts): Class | undefined {
  return classes.find(({ holds }) => holds(facts));
}
