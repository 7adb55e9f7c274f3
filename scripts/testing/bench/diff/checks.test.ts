import { expect, test } from 'vitest';
import { type Compared, compared, disagreements } from './compared.ts';
import { bases } from './documents.ts';
import { edits } from './edits/all.ts';
import { faultsOf, type Judged, judge } from './judged.ts';
import type { Opinion } from './oasdiff.ts';
import { areApart, type Edit, pairOf } from './pair.ts';
import { messagesOf, missedIn } from './replay.ts';

const named = (name: string): Edit => {
  const found = edits.find((edit) => edit.name === `small 3.0: ${name}`);
  if (found === undefined) throw new RangeError(`no edit is called ${name}`);
  return found;
};
const judged = (...names: string[]): Judged => judge(pairOf(names.map(named), bases));
const shorter = judged('request body: maxLength tightened');
const status = judged('answer status: status refusal lost, undone');

const asked = (one: Judged, level: Opinion['level']): Compared => compared(one, { level, rules: [] });

/** Other witnesses than those that were found. */
function withWitnesses(
  one: Judged,
  change: (witness: Judged['changes'][number]['hurts'][number]['witness']) => object,
): Judged {
  const changes = one.changes.map((all) => ({
    ...all,
    hurts: all.hurts.map((hurt) => ({ ...hurt, witness: { ...hurt.witness, ...change(hurt.witness) } })),
  }));
  return { ...one, changes };
}

test('a witness that both documents take, or neither, is a fault', () => {
  expect(faultsOf(shorter)).toEqual([]);
  expect(faultsOf(withWitnesses(shorter, () => ({ value: { value: 'a' } })))[0]).toContain('is right under new, too');
  expect(faultsOf(withWitnesses(shorter, () => ({ value: { value: 1 } })))[0]).toContain('is wrong under old');
  expect(faultsOf(withWitnesses(status, () => ({ value: 200 })))[0]).toContain('is right under old, too');
});

test('a hurt that was not made, or was made and not said, is a fault', () => {
  expect(faultsOf({ ...shorter, changes: [], hurts: [] })).toEqual([
    expect.stringContaining('hurts nobody, made to hurt clients'),
  ]);
  const same = judged('request body: enum in another order');
  expect(faultsOf({ ...same, hurts: ['clients'] })[0]).toContain('hurts clients, made to hurt nobody');
});

test('a hurt that the message of another pair shows is not passed over', () => {
  const messages = messagesOf([shorter, status]);
  const again = judged('request body: maxLength added');
  expect(missedIn(again, messages)).toEqual([]);
  expect(missedIn({ ...again, hurts: [] }, messages)).toEqual([expect.stringContaining('clients are hurt by body')]);
});

test('a disagreement is explained by its cause, or not at all', () => {
  const causes = (...all: Compared[]) => disagreements(all).map(({ causes: found }) => found.map(({ name }) => name));
  expect(causes(asked(shorter, 'error'))).toEqual([]);
  expect(causes(asked(shorter, 'nothing'))).toEqual([[]]);
  expect(causes(asked(status, 'nothing'))).toEqual([['a status that answers could not have before']]);
});

test('of two edits, a disagreement comes from what is said of each alone', () => {
  const both = judged('request body: maxLength tightened, undone', 'answer status: status refusal lost, undone');
  const alone = [asked(judged('request body: maxLength tightened, undone'), 'nothing'), asked(status, 'nothing')];
  expect(disagreements([...alone, asked(both, 'nothing')]).map(({ causes }) => causes.length)).toEqual([1, 1]);
  expect(disagreements([...alone, asked(both, 'warning')]).map(({ causes }) => causes.length)).toEqual([1, 0]);
});

test('edits of the same place do not make a pair', () => {
  const [first, second, third] = [
    named('request body: type added'),
    named('request body: enum added'),
    named('answer body: enum added'),
  ];
  expect([areApart(first, second), areApart(first, third)]).toEqual([false, true]);
});
