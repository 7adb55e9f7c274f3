/** Why Pact, as it is used here, cannot see that a clause is broken; `undefined` where it can. */
export function pactBlindTo(clause: string): string | undefined {
  return blindSpots.find(({ matches }) => matches.test(clause))?.why;
}

const blindSpots: { matches: RegExp; why: string }[] = [
  {
    matches: /^response\.default\.body\.issues\b/,
    why: 'a pact cannot say what an optional property must be like when it is there, and no consumer relies on issues',
  },
  {
    matches: /^response\.[1345]/,
    why: 'the document has more than one error response, and a pact relies on what they have in common',
  },
  {
    matches: /^response\.[^.]+\.body\.(?!channel\.)[^.]+\.(?!type$)/,
    why: 'of what an answer holds a pact relies on the type only',
  },
  {
    matches: /^response\..*\badditionalProperties$/,
    why: 'Pact lets an answer have more properties than the consumer reads',
  },
  {
    matches: /^means\.thread_id\.echo$/,
    why: 'the thread’s id comes from the provider state, and of such a value Pact compares only the type',
  },
  { matches: /^means\.id\.unique$/, why: 'Pact looks at one answer at a time' },
  { matches: /^rfc\.missing-token-401$/, why: 'the document leaves the status open, so the pact allows any 4xx' },
  { matches: /^rfc\.www-authenticate$/, why: 'no consumer relies on this header field, so it is not in the pact' },
];
