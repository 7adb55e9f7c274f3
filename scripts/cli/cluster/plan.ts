import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { SCENARIOS } from '../../../load/scenarios/index.ts';
import { ObjectiveWishSchema } from '../../../load/wish.ts';
import { HeaderSchema } from '../../../reports/record/events.ts';

/** The file that makes a directory one of a load in a cluster. */
export const PLAN_FILE = 'plan.json';

/** What must be known of such a load to make a record of what its runners wrote. */
export const ClusterFileSchema = Type.Object({
  header: HeaderSchema,
  scenario: Type.Enum([...SCENARIOS]),
  runners: Type.Integer({ minimum: 1 }),
  k6: Type.Object({ image: Type.String(), version: Type.String(), output: Type.Enum(['extension', 'stream']) }),
  objectives: Type.Array(ObjectiveWishSchema),
  notes: Type.Array(Type.String()),
});
export type ClusterFile = Type.Static<typeof ClusterFileSchema>;

const compiled = Compile(ClusterFileSchema);

/** The plan in a text; null when it is none. */
export function readClusterFile(text: string): ClusterFile | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return compiled.Check(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
