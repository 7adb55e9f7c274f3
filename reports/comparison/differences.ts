import { isDeepStrictEqual } from 'node:util';
import { below, isObject, property } from '../../contracts/clauses/json.ts';
import type { RunRecord } from '../record/record.ts';
import type { Comparison, Difference } from './comparison.ts';

/** What differs between the runs themselves: then a change may come from there and not from the target. */
export const differencesOf = (before: RunRecord, after: RunRecord): Difference[] => [
  ...differing('contract', before.contract.sha256, after.contract.sha256),
  ...profileDifferences(before.profile, after.profile),
  ...differing('seed', String(before.seed), String(after.seed)),
  ...differing('version of sendproof', before.tool.version, after.tool.version),
  ...differing('engines', enginesOf(before), enginesOf(after)),
  ...differing('strictness', strictness(before), strictness(after)),
];

const differing = (what: string, before: string, after: string): Difference[] =>
  before === after ? [] : [{ what, before, after }];

/** Only those that sent something: another engine may see what one is blind to. */
const enginesOf = ({ verdicts }: RunRecord): string =>
  [...new Set(verdicts.filter(({ exchange }) => exchange !== null).map(({ engine }) => engine))].toSorted().join(', ');

const strictness = ({ strict }: RunRecord): string => (strict ? 'warnings fail' : 'warnings do not fail');

/** Every place of the profile that differs, down to the entries of its objects. */
const profileDifferences = (before: unknown, after: unknown, pointer = ''): Difference[] => {
  if (isDeepStrictEqual(before, after)) return [];
  const depth = pointer.split('/').length - 1;
  if (!isObject(before) || !isObject(after) || depth === 2)
    return [{ what: `profile${pointer === '' ? '' : ` ${pointer}`}`, before: shown(before), after: shown(after) }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) =>
    profileDifferences(property(before, name), property(after, name), below(pointer, name)),
  );
};

const shown = (value: unknown): string => (value === undefined ? 'left out' : JSON.stringify(value));

/** Cases that are not the same in both runs, by id. */
export const caseDifferences = (before: RunRecord, after: RunRecord): Comparison['cases'] => {
  const old = decidedCases(before);
  const now = decidedCases(after);
  const asked = new Map(before.cases.map((one) => [one.id, one]));
  return {
    onlyBefore: [...old].filter((id) => !now.has(id)),
    onlyAfter: [...now].filter((id) => !old.has(id)),
    changed: after.cases
      .filter((one) => asked.has(one.id) && !isDeepStrictEqual(asked.get(one.id), one))
      .map(({ id }) => id),
  };
};

const decidedCases = ({ verdicts }: RunRecord): Set<string> =>
  new Set(verdicts.filter(({ outcome }) => outcome === 'passed' || outcome === 'failed').map((v) => v.case));
