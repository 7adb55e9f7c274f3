import { placeholders } from '../cases/sample.ts';
import type { StateName } from '../cases/state.ts';
import { isObject } from '../clauses/json.ts';
import type { Draft, Named } from './draft.ts';
import { ordinaryDrafts } from './trials.ts';
import type { Versions } from './versions.ts';

/**
 * Requests for answers of every kind that can be had: an ordinary message in each of some states, and requests that no
 * implementation takes. No target can be asked for a certain answer.
 */
export function provoking(versions: Versions, state: StateName, states: readonly StateName[]): Named[] {
  const inStates = states.flatMap((one) =>
    named(`an ordinary message, ${one}`, ordinaryDrafts(versions, one).map(onSlack)),
  );
  const [plain] = ordinaryDrafts(versions, state);
  if (plain === undefined) return inStates;
  const { request } = plain;
  const refused: [id: string, request: Draft['request']][] = [
    ['no credentials', { ...request, authorization: { kind: 'none' } }],
    [
      'a token that nobody was given',
      { ...request, authorization: { kind: 'token', token: 'unknown', scheme: 'Bearer' } },
    ],
    ['a body that is not JSON', { ...request, body: { kind: 'text', text: '{' } }],
    ['a body that is empty JSON', { ...request, body: { kind: 'json', value: {} } }],
    ['a body of another media type', { ...request, contentType: 'text/x-sendproof' }],
  ];
  return [...inStates, ...refused.map(([id, changed]) => ({ id, draft: { ...plain, request: changed } }))];
}

function named(id: string, drafts: readonly Draft[]): Named[] {
  return drafts.map((draft, index) => ({ id: index === 0 ? id : `${id} (${index + 1})`, draft }));
}

/** A thread of Slack needs to know its channel there. */
function onSlack(draft: Draft): Draft {
  const { body } = draft.request;
  const needs = draft.state === 'slack-thread' || draft.state === 'slack-not-configured';
  if (!needs || body.kind !== 'json' || !isObject(body.value)) return draft;
  const value = { ...body.value, channel_id: placeholders.channelId };
  return { ...draft, request: { ...draft.request, body: { kind: 'json', value } } };
}
