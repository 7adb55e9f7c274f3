import { expect, test } from 'vitest';
import { casesOf } from '../cases/catalogue.ts';
import { at, contract, contractWith } from '../clauses/testing/document.ts';
import { cellsOf } from './cells.ts';
import { clausesWithoutCase } from './uncased.ts';

const without = (of: typeof contract) => [...clausesWithoutCase(cellsOf(of, casesOf(of), []))];

test('of the document that sendproof comes with, every demand has a case', () => {
  expect(without(contract)).toEqual([]);
});

test('a keyword that no case breaks is one', () => {
  const changed = contractWith({ [`${at.body}/properties/content/contentEncoding`]: 'quoted-printable' });
  expect(without(changed)).toEqual(['request.body.content.contentEncoding']);
});

test('a query that a request may have is one', () => {
  const query = { name: 'dry_run', in: 'query', schema: { type: 'boolean' } };
  const changed = contractWith({ [`${at.post}/parameters/1`]: query });
  expect(without(changed)).toEqual(['query.dry_run.type']);
});
