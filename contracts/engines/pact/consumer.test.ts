import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../clauses/testing/document.ts';
import { type Expected, examples } from './consumer.ts';
import { clientFor, rehearse } from './mock.ts';
import { canonicalPact, pactFile, renewCommand } from './pact-file.ts';
import { promisedBy } from './promised.ts';
import { interactionsOfContract, openRehearsal, type Rehearsal } from './write-pact.ts';

const interactions = await interactionsOfContract();

describe('what a consumer gets', () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
  });
  afterAll(() => rehearsal.close());

  test.each(interactions)('$description', async (interaction) => {
    expect(await rehearsal.run(interaction)).toEqual(outcomeOf(interaction.expected));
  });

  test(`the pact in the project is the one that these tests write (renew: ${renewCommand})`, async () => {
    const committed = await readFile(pactFile, 'utf8');
    const written = await rehearsal.pact();
    expect(committed === written, `${pactFile.pathname} is stale. Renew it: ${renewCommand}`).toBe(true);
  });
});

test('a consumer relies on each channel, each integration, and each fault that it can make', () => {
  const ids = interactions.map(({ params }) => params.case);
  expect(ids).toEqual(
    expect.arrayContaining([
      'says.channel/live-chat',
      'says.channel/teams',
      'says.slack-channel-id/given',
      'says.slack-channel-id/stored',
      'says.slack-channel-id/given-and-stored',
      'says.slack-channel-id/missing',
      'says.integration/email',
      'says.integration/slack',
      'says.integration/live-chat',
      'says.integration/teams',
      'security.bearer/missing',
      'security.bearer/unknown-token',
      'says.scope/without',
      'means.thread_id.exists/unknown',
      'means.workspace/foreign',
      'request.body.required/only-required',
      'request.body.required/without-content',
      'request.body.content.minLength/0',
      'request.body.additionalProperties/extra',
      'request.body.cc[].type/every-property',
      'request.body.bcc[].type/every-property',
      'request.body.attachments[].type/every-property',
      'request.body.cc[].required/without-email',
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

test('the only credential in the pact is the example', async () => {
  const { interactions: written } = JSON.parse(await readFile(pactFile, 'utf8'));
  const shown = written.flatMap(
    ({ request }: { request: { headers: Record<string, string[]> } }) => request.headers.Authorization ?? [],
  );
  expect(new Set(shown)).toEqual(new Set(['Bearer example']));
});

test('a consumer that sends something else than the interaction says is found out, and nothing is written', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'sendproof-pact-'));
  const [interaction] = interactions;
  if (interaction === undefined) throw new RangeError('no interactions');
  const other = clientFor({ ...interaction, body: { content: 'something else' } });
  const careless = (baseUrl: string) => other(baseUrl).catch(() => undefined);
  const promised = promisedBy(contract, interaction.expected);
  await expect(rehearse(interaction, promised, directory, careless)).rejects.toThrow('mismatches');
  expect(await readdir(directory)).toEqual([]);
  await rm(directory, { recursive: true });
});

test('key order and Pact’s own versions make no other pact', () => {
  const one = {
    interactions: [{ description: 'a', x: 1 }, { description: 'b' }],
    metadata: { pactRust: { ffi: '1' } },
  };
  const other = { metadata: {}, interactions: [{ description: 'b' }, { x: 1, description: 'a' }] };
  expect(canonicalPact(JSON.stringify(one))).toBe(canonicalPact(JSON.stringify(other)));
  const changed = { ...one, interactions: [{ description: 'a', x: 2 }, { description: 'b' }] };
  expect(canonicalPact(JSON.stringify(one))).not.toBe(canonicalPact(JSON.stringify(changed)));
});

function outcomeOf(expected: Expected) {
  return expected.kind === 'sent'
    ? { kind: 'sent', id: examples.id, threadId: examples.thread, channel: expected.channel }
    : { kind: 'refused', status: expected.status, code: expected.code, message: examples.message };
}
