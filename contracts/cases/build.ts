import type { Json } from '../clauses/json.ts';
import type { Case, CaseRequest, Channel, Expectation } from './case.ts';
import type { StateName } from './state.ts';

/** The channel that a thread in a state answers with; `undefined` where no message can be sent. */
export const channelOf: Partial<Record<StateName, Channel>> = {
  'email-thread': 'email',
  'slack-thread': 'slack',
  'slack-thread-stored': 'slack',
  'live-chat-thread': 'live_chat',
  'teams-thread': 'teams',
};

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
  const channel = channelOf[state];
  if (channel === undefined) throw new RangeError(`no message goes out in the state ${state}`);
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
