/** Who sends a case. */
export const engines = ['probe', 'dredd', 'pact'] as const;
export type Engine = (typeof engines)[number];
