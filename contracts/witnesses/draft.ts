import type { Case, CaseRequest } from '../cases/case.ts';
import type { StateName } from '../cases/state.ts';
import { canonical } from '../diff/schema/shape.ts';
import type { HeaderList, Message } from '../target/exchange.ts';
import type { Target } from '../target/profile.ts';
import { resolve } from '../target/resolve.ts';

/** A whole request, before a profile gives it a thread and a token. */
export type Draft = {
  state: StateName;
  request: CaseRequest;
  /** Beside those of every request. */
  headers: HeaderList;
  /** With its question mark; empty when there is none. */
  query: string;
};

/** Drafts with the same key are the same request. */
export function keyOfDraft({ state, request, headers, query }: Draft): string {
  return canonical([state, request, headers, query]);
}

/** A draft with the name under which its exchanges are kept. */
export type Named = { id: string; draft: Draft };

/** What is sent for a draft, or why it cannot be. */
export type Ready = { kind: 'ready'; case: Case; message: Message; thread: string } | { kind: 'unsent'; why: string };

/** Puts a draft and a profile together. Tokens stay placeholders: only the gate knows them. */
export function readied({ id, draft }: Named, target: Target): Ready {
  const one: Case = {
    id,
    title: id,
    state: draft.state,
    request: draft.request,
    fault: null,
    // Nobody judges it: what is asked is which of two documents the answer follows.
    expectation: { kind: 'refusal', level: 'info' },
    clauses: [],
    controls: [],
  };
  const resolved = resolve(one, target);
  if (resolved.kind === 'untested') return { kind: 'unsent', why: resolved.why };
  const [first] = resolved.kind === 'ready' ? resolved.messages : [];
  if (first === undefined) return { kind: 'unsent', why: `the target has no ${draft.state}, by its profile` };
  const { message, thread } = first;
  return {
    kind: 'ready',
    case: one,
    thread,
    message: { ...message, path: message.path + draft.query, headers: [...message.headers, ...draft.headers] },
  };
}
