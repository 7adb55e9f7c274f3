import type { Contract } from '../clauses/contract.ts';
import { integrationIn } from '../clauses/sentences.ts';
import { ordinaryBody } from './body.ts';
import { ordinary, refusal, request, statesOf } from './build.ts';
import type { Case, Expectation } from './case.ts';
import { channelsOf } from './channel.ts';
import { labelOf, otherThreads, titleOf, withChannelId } from './elsewhere.ts';

/** A workspace without the thread's integration: the one refusal whose status and code the document gives. */
export function integrationCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const exactly = exactlyIn(contract);
  const withId = withChannelId(contract, body);
  const threads = otherThreads(contract);
  return channelsOf(contract).map((channel) => ({
    id: `says.integration/${labelOf(channel)}`,
    title: `${titleOf(channel)} is not configured for the workspace`,
    state: statesOf(channel).notConfigured,
    request: request(channel === 'slack' ? withId : body),
    fault: { kind: 'integration' },
    expectation: { kind: 'refusal', level: 'must', ...(exactly ? { exactly } : {}) },
    clauses: ['says.integration'],
    controls: [threads.find(({ state }) => state === statesOf(channel).thread)?.control ?? ordinary],
  }));
}

/** The status and the code that a sentence of the document gives for a missing integration. */
function exactlyIn({ clauses }: Contract): Extract<Expectation, { kind: 'refusal' }>['exactly'] {
  const source = clauses.find(({ id }) => id === 'says.integration')?.source;
  const said = source?.kind === 'sentence' ? integrationIn(source.quote) : undefined;
  if (said === undefined) return undefined;
  const { status, code, field } = said;
  return { status, code, ...(field === 'code' ? {} : { field }) };
}

/**
 * A thread of a workspace in which its channel is not configured, with the token of another one: whether that token may
 * write there or not, no message can go out.
 */
export function strangerCases(contract: Contract): Case[] {
  return integrationCases(contract).map((one) => ({
    ...one,
    id: one.id.replace('says.integration/', 'means.workspace/stranger-'),
    title: `${one.title}, and the token is that of another`,
    request: { ...one.request, authorization: { kind: 'token', token: 'full', scheme: 'Bearer' } },
    fault: { kind: 'thread' },
    expectation: refusal(),
    clauses: ['means.workspace'],
  }));
}
