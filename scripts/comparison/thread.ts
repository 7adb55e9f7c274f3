import type { ReferenceServer } from './testing/reference.ts';

type Profile = ReferenceServer['profile'];
export type Token = keyof Profile['tokens'];

/** A thread in the state of that name, and the name of the token that goes with it. */
export function threadOf({ states }: Profile, state: string): { thread: string; token: Token } {
  const [first] = [states[state] ?? []].flat();
  if (first === undefined) throw new Error(`The reference implementation has no state "${state}".`);
  return { thread: first.thread, token: first.token ?? 'full' };
}
