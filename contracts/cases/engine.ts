import Type from 'typebox';

/** Who sends a case. */
export const engines = ['probe', 'dredd', 'pact'] as const;
export const EngineSchema = Type.Enum([...engines]);
export type Engine = (typeof engines)[number];
