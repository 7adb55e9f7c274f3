import { describe, expect, test } from 'vitest';
import { casesOf } from '../contracts/cases/catalogue.ts';
import { type Contract, readContract } from '../contracts/clauses/contract.ts';
import { contract as own } from '../contracts/clauses/testing/document.ts';
import { serve } from '../fixtures/reference/index.ts';
import { type Adaptation, serveAdapted } from './testing/adapted.ts';
import { audit, brokenClauses } from './testing/audit.ts';
import { versions } from './testing/versions/index.ts';

const idsOf = ({ clauses }: Contract) => new Map(clauses.map((one) => [one.id, one]));

/** No document here touches attachments; the rest that is left out only makes a run long. */
const leftOut = /attachments|first-|last-|beside-|huge|very-long|means\.thread_id\.exists\/.*(scripts|quote|nul)/;
const casesFor = (contract: Contract) =>
  casesOf(contract).filter(
    ({ id, times, after, request }) =>
      times === undefined && !after && request.body.kind !== 'drawn' && !leftOut.test(id),
  );

/** Threads that the reference does not have: no other state of it has these names. */
const states = {
  'whatsapp-thread': { thread: 'thr_whatsapp' },
  'whatsapp-not-configured': { thread: 'thr_bare_whatsapp', token: 'bare' as const },
};

async function follower(adaptation: Adaptation) {
  const server = await serveAdapted(adaptation);
  return { ...server, profile: { ...server.profile, states: { ...server.profile.states, ...states } } };
}

async function reference(variant?: string) {
  const server = await serve(variant === undefined ? {} : { variant });
  return { ...server, profile: { ...server.profile, states: { ...server.profile.states, ...states } } };
}

describe.each(versions)('$name', (version) => {
  const contract = readContract(version.text);

  test('changes the clauses that it is about, and no other', () => {
    const old = idsOf(own);
    const now = idsOf(contract);
    expect([...now.keys()].filter((id) => !old.has(id)).toSorted()).toEqual(version.added.toSorted());
    expect([...old.keys()].filter((id) => !now.has(id)).toSorted()).toEqual(version.gone.toSorted());
    const differing = [...now].filter(([id, { text }]) => old.has(id) && old.get(id)?.text !== text);
    expect(
      differing
        .map(([id]) => id)
        .filter((id) => !version.changed.includes(id))
        .toSorted(),
    ).toEqual([]);
    expect(contract.unread).toEqual([]);
  });

  test('has cases for what it changes', () => {
    const ids = casesOf(contract).map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(version.cases));
    for (const id of version.without) expect(ids).not.toContain(id);
  });

  test('passes a server that follows it', async () => {
    const record = await audit(await follower(version.follower), { contract, cases: casesFor(contract) });
    expect(brokenClauses(record)).toEqual([]);
    expect(record.result).toBe('passed');
  });

  test('is broken by one that does not, in what it changes and nothing else', async () => {
    const record = await audit(await reference(version.other), { contract, cases: casesFor(contract) });
    expect(brokenClauses(record)).toEqual(version.broken.toSorted());
  });
});
