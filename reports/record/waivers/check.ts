import { Ajv, type ErrorObject } from 'ajv';
import ajvFormats from 'ajv-formats';
import { below, isObject, property, text } from '../../../contracts/clauses/json.ts';
import { nearest } from '../../../contracts/clauses/nearest.ts';
import {
  type AnyWaiver,
  AnyWaiverSchema,
  type ChangeWaiver,
  type Waiver,
  type WaiversFile,
  WaiversFileSchema,
} from './waiver.ts';

/** What is wrong with a file of waivers, and where: a JSON pointer into it. */
export type WaiverProblem = { pointer: string; message: string };

/** The ids of everything that can be waived in a run; `null` where there is no run, and only changes count. */
export type Waivable = { clause: readonly string[]; case: readonly string[] } | null;

/** What a run may let pass, and what a comparison of two documents may. */
export type Waivers = { waivers: Waiver[]; changes: ChangeWaiver[] };

const kinds = ['clause', 'case', 'change'] as const;

const ajv = new Ajv({ allErrors: true });
ajvFormats.default(ajv);
const validate = ajv.compile<WaiversFile>(WaiversFileSchema);

/** Checks a file of waivers. All problems are found at once: a person wants to know all that is wrong with a file. */
export const checkWaivers = (file: unknown, known: Waivable): Waivers | { problems: WaiverProblem[] } => {
  const problems = [...shapeProblems(file), ...idProblems(file, known), ...repetitions(file)];
  if (problems.length > 0 || !validate(file)) return { problems };
  return { waivers: file.waivers.flatMap(ofRun), changes: file.waivers.flatMap(ofChange) };
};

const ofRun = ({ change, sentence, ...waiver }: AnyWaiver): Waiver[] => (change === undefined ? [waiver] : []);

const ofChange = ({ change, sentence, reason, owner, expires }: AnyWaiver): ChangeWaiver[] =>
  change === undefined || sentence === undefined ? [] : [{ change, sentence, reason, owner, expires }];

const shapeProblems = (file: unknown): WaiverProblem[] => {
  if (validate(file)) return [];
  const errors = validate.errors ?? [];
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return errors
    .filter(({ keyword, instancePath, schemaPath }) => {
      // Neither of two names is one mistake, not one for each name; and what is no object has no names at all.
      if (keyword === 'oneOf') return !mistyped.has(instancePath);
      return !schemaPath.includes('/oneOf/');
    })
    .map((error) => ({ pointer: error.instancePath || '/', message: inWords(error) }));
};

const inWords = ({ keyword, instancePath, message, params }: ErrorObject): string => {
  if (keyword === 'additionalProperties') {
    const { properties } = instancePath === '' ? WaiversFileSchema : AnyWaiverSchema;
    const name = String(params.additionalProperty);
    return `has no property ${JSON.stringify(name)}${hint(name, Object.keys(properties))}`;
  }
  if (keyword === 'oneOf') return 'must name either a clause or a case or a change: one of them';
  if (keyword === 'dependencies')
    return `needs "change" and "sentence", as "sendproof diff" shows them: it has no "${params.missingProperty}"`;
  if (keyword === 'format') return 'must be a day of the calendar, such as "2027-01-31"';
  if (keyword === 'pattern') return 'must not be blank';
  return message ?? keyword;
};

const hint = (name: string, names: readonly string[]): string => {
  const meant = nearest(name, names);
  return meant === undefined ? '' : `; the nearest is ${JSON.stringify(meant)}`;
};

type Naming = { kind: (typeof kinds)[number]; id: string; sentence: string | undefined; pointer: string };

/** What each waiver names, whatever else is wrong with the file. */
const namings = (file: unknown): Naming[] => {
  const waivers = property(file, 'waivers');
  return (Array.isArray(waivers) ? waivers : []).flatMap((waiver, index) =>
    kinds.flatMap((kind) => {
      const id = isObject(waiver) ? text(property(waiver, kind)) : undefined;
      const sentence = text(property(waiver, 'sentence'));
      return id === undefined ? [] : [{ kind, id, sentence, pointer: below('/waivers', index, kind) }];
    }),
  );
};

const idProblems = (file: unknown, known: Waivable): WaiverProblem[] =>
  namings(file).flatMap(({ kind, id, pointer }) => {
    // Changes come and go: once a new document is the old one, none is left.
    if (known === null || kind === 'change' || known[kind].includes(id)) return [];
    const other = kind === 'clause' ? 'case' : 'clause';
    const why = known[other].includes(id) ? `: it is a ${other}` : hint(id, known[kind]);
    return [{ pointer, message: `${JSON.stringify(id)} is the id of no ${kind}${why}` }];
  });

/** Two waivers for one thing may say different days, and nobody could tell which one holds. */
const repetitions = (file: unknown): WaiverProblem[] => {
  const groups = Map.groupBy(namings(file), ({ kind, id, sentence }) =>
    JSON.stringify([kind, id, kind === 'change' ? sentence : null]),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map(({ kind, pointer }) => ({ pointer, message: `is the same ${kind} as ${first?.pointer}` })),
  );
};
