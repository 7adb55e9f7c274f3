import { describe, expect, test } from 'vitest';
import type { Json } from '../clauses/json.ts';
import { at, contract, contractWith, documentText, standsAt } from '../clauses/testing/document.ts';
import { casesOf } from './catalogue.ts';

const properties = `${at.body}/properties`;
const copy = (pointer: string): Json => JSON.parse(JSON.stringify(standsAt(documentText, pointer)));

/** The cases of a document in which a property has another name, and the names in them put back. */
function renamed(from: string, to: string, changes: Record<string, Json | undefined> = {}) {
  const changed = contractWith({
    [`${properties}/${to}`]: copy(`${properties}/${from}`),
    [`${properties}/${from}`]: undefined,
    ...changes,
  });
  const named = (of: typeof contract, name: string) =>
    casesOf(of).filter(({ request: { body } }) => JSON.stringify(body).includes(name));
  return { ids: casesOf(changed).map(({ id }) => id), cases: casesOf(changed), with: named(changed, to) };
}

describe('a property is known by what the document says of it, whatever its name', () => {
  test('the text of the message', () => {
    const { ids } = renamed('content', 'text', { [`${at.body}/required`]: ['text'] });
    const before = casesOf(contract).map(({ id }) => id.replace('body.content', 'body.text'));
    expect(ids).toEqual(expect.arrayContaining(before.filter((id) => !id.includes('/without-content'))));
    expect(ids).toContain('says.html/markup');
  });

  test('the Slack channel: a thread that needs one gets it, under that name', () => {
    const { cases } = renamed('channel_id', 'slack_channel');
    const onSlack = cases.filter(
      ({ state, expectation, request: { body } }) =>
        state === 'slack-thread' && expectation.kind === 'success' && body.kind === 'json',
    );
    expect(onSlack).not.toEqual([]);
    for (const { id, request } of onSlack) expect(JSON.stringify(request.body), id).toContain('"slack_channel":');
    expect(cases.map(({ id }) => id)).toContain('says.slack-channel-id/missing');
  });

  test('the address of a file: what is sent is one that the target can fetch', () => {
    const item = `${properties}/attachments/items`;
    const changed = contractWith({
      [`${item}/properties/url`]: {
        type: 'string',
        format: 'uri',
        description: 'Publicly fetchable https URL of the file to attach.',
      },
      [`${item}/properties/Content`]: undefined,
      [`${item}/required`]: ['Name', 'ContentType', 'url'],
    });
    const valid = casesOf(changed).filter(
      ({ expectation, request: { body } }) =>
        expectation.kind === 'success' && body.kind === 'json' && JSON.stringify(body).includes('"url":'),
    );
    expect(valid).not.toEqual([]);
    for (const { id, request } of valid) expect(JSON.stringify(request.body), id).toContain('{{attachmentUrl}}');
    expect(casesOf(changed).map(({ id }) => id)).toContain('says.https-url/http');
  });
});

test('a thread id that breaks what the document says of it is sent for each keyword', () => {
  const schema = { type: 'string', minLength: 8, pattern: '^thr_' };
  const changed = contractWith({ [`${at.post}/parameters/0/schema`]: schema });
  const threads = casesOf(changed).flatMap(({ clauses, request: { thread } }) =>
    clauses.some((id) => /^path\.thread_id\.(minLength|pattern)$/.test(id)) && thread.kind === 'text'
      ? [thread.text]
      : [],
  );
  expect(threads.some((text) => text.length === 7)).toBe(true);
  expect(threads.some((text) => text.length >= 8 && !text.startsWith('thr_'))).toBe(true);
});
