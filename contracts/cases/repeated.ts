import type { Contract } from '../clauses/contract.ts';
import { successOf } from '../clauses/operation.ts';
import { accessCases } from './access.ts';
import { ordinaryBody } from './body.ts';
import { onEmail, ordinary, refusal, request, success } from './build.ts';
import type { Case } from './case.ts';
import { type OtherThread, otherThreads, withChannelId } from './elsewhere.ts';
import { integrationCases } from './integration.ts';

/**
 * How often a plain message is sent on each kind of thread, and how often each kind of refusal is asked for. 400 in all
 * show what is wrong with one answer in a hundred with a probability of 98 %: 1 - 0.99^400.
 */
const times = { message: 80, refusal: 12 };

/** What is refused for different reasons: a target may look the first time only. */
const refusals = [
  'security.bearer/missing',
  'security.bearer/unknown-token',
  'says.scope/without',
  'means.thread_id.exists/unknown',
  'means.workspace/foreign',
];

/**
 * What is rare, and what shows only among others: the same requests again and again, on all threads at once, so that
 * answers that are exchanged carry another thread and another channel.
 */
export function repeatedCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const withChannel = withChannelId(contract, body);
  const answered = `response.${successOf(contract.operation).status}`;
  const email: OtherThread = { state: 'email-thread', thread: 'email', control: ordinary };
  const messages = [email, ...otherThreads(contract)].map(
    ({ state, thread, control }): Case => ({
      id: `${answered}/again@${state}`,
      title: `a plain message on ${state === 'email-thread' ? 'an' : 'a'} ${thread} thread, ${times.message} times`,
      state,
      request: request(state === 'slack-thread' ? withChannel : body),
      fault: null,
      expectation: success(state),
      times: times.message,
      clauses: [answered],
      controls: [control],
    }),
  );
  const refused = accessCases(contract).filter(({ id }) => refusals.includes(id));
  const again = [...refused, ...integrationCases(contract)].map(
    (one): Case => ({
      ...one,
      id: `${one.id}-again`,
      title: `${one.title}, ${times.refusal} times`,
      times: times.refusal,
    }),
  );
  return [
    ...messages,
    ...again,
    onEmail({
      id: 'request.body.required/again',
      title: `a body without anything, ${times.refusal} times`,
      request: request({}),
      fault: { kind: 'keyword', keyword: 'required', at: '' },
      expectation: refusal(),
      times: times.refusal,
      clauses: ['request.body.required'],
    }),
  ];
}
