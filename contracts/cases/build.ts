import type { Json } from '../clauses/json.ts';
import type { Case, CaseRequest, Channel, Expectation } from './case.ts';
import type { StateName } from './state.ts';

/** The channel of the threads of a state, whether or not a message can go out there; `undefined` where nobody says it. */
export function channelOf(state: StateName): Channel | undefined {
  if (state === 'unknown-thread' || state === 'foreign-thread') return undefined;
  const name = state.replace(/-(thread|thread-stored|not-configured)$/, '');
  return name === 'live-chat' ? 'live_chat' : name;
}

/** Whether messages go out on the threads of a state. */
export function sends(state: StateName): boolean {
  return channelOf(state) !== undefined && !state.endsWith('-not-configured');
}

/** The states of a channel: a thread of its own, and one in a workspace without its integration. */
export function statesOf(channel: Channel): { thread: StateName; notConfigured: StateName } {
  const name = channel === 'live_chat' ? 'live-chat' : channel;
  return { thread: `${name}-thread`, notConfigured: `${name}-not-configured` };
}

/** A request without a fault: the state's thread and token, and a JSON body. */
export function request(value: Json, changes: Partial<CaseRequest> = {}): CaseRequest {
  return {
    thread: { kind: 'of-state' },
    authorization: { kind: 'token', token: 'state', scheme: 'Bearer' },
    contentType: 'application/json',
    body: { kind: 'json', value },
    ...changes,
  };
}

/** A message that must go out (`level`: how much it weighs when it does not). Throws for a state that sends nothing. */
export function success(state: StateName, level: Expectation['level'] = 'must'): Expectation {
  const channel = channelOf(state);
  if (channel === undefined || !sends(state)) throw new RangeError(`no message goes out in the state ${state}`);
  return { kind: 'success', level, channel };
}

export function refusal(level: Expectation['level'] = 'must'): Expectation {
  return { kind: 'refusal', level };
}

/** The case that shows that an ordinary message goes out on an email thread: most others differ from it by one thing. */
export const ordinary = 'request.body.required/only-required';

/** A case on the email thread, controlled by the ordinary message, unless `rest` says otherwise. */
export function onEmail(
  rest: Pick<Case, 'id' | 'title' | 'request' | 'expectation' | 'clauses' | 'fault'> & Partial<Case>,
): Case {
  return { state: 'email-thread', controls: [ordinary], ...rest };
}
