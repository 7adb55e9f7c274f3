import Type from 'typebox';
import { CaseSchema } from '../../contracts/cases/case.ts';
import { ClauseSchema } from '../../contracts/clauses/clause.ts';
import { ConsumerResultSchema } from '../../contracts/consumers/verify/result.ts';
import { OpinionSchema } from '../../contracts/engines/opinion.ts';
import { EvidenceSchema } from '../../contracts/target/evidence.ts';
import { RepetitionSchema } from '../../contracts/verdicts/repetition.ts';
import { CoverageSchema, DisagreementSchema, VerdictSchema } from '../../contracts/verdicts/verdict.ts';
import { ComparisonSchema, ExperimentSchema } from '../../load/comparison/record.ts';
import { LoadSchema } from '../../load/sample.ts';
import { WaiverSchema } from './waivers/waiver.ts';

/** A sentence of the document for which nobody has said yet what it demands. */
export const UnreadSchema = Type.Object({ pointer: Type.String(), line: Type.Integer(), quote: Type.String() });

const Sha256Schema = Type.String({
  pattern: '^[0-9a-f]{64}$',
  description: 'of the file with the whole exchange: exchanges/<sha256>.json',
});

/** One exchange as a record keeps it: size-capped, and which file has the whole. */
export const KeptSchema = Type.Object({ ...EvidenceSchema.properties, sha256: Sha256Schema });

/** One exchange as it comes from the gate, or as a run directory keeps it. */
export const SaidSchema = Type.Object({ ...EvidenceSchema.properties, sha256: Type.Optional(Sha256Schema) });

/** Something the command asked for that was not done. It keeps the exit code off 0. */
export const NotRunSchema = Type.Object({
  what: Type.String({ description: 'for example "load" or "pact"' }),
  why: Type.String(),
  hint: Type.String({ description: 'what to do about it' }),
});

/** The harness itself went wrong: another thing than a finding about the target, and it outranks one. */
export const HarnessFaultSchema = Type.Object({ where: Type.String(), message: Type.String() });

/** Where the load came from: times of another machine cannot be compared with these. It says no host's name. */
export const MachineSchema = Type.Object({
  cpu: Type.String({ description: 'model of the processor' }),
  cores: Type.Integer({ minimum: 0 }),
  memoryGb: Type.Integer({ minimum: 0, description: 'in whole GiB' }),
  os: Type.String({ description: 'name, and the first number of its version' }),
});

export const HeaderSchema = Type.Object({
  schemaVersion: Type.Literal('1.0'),
  tool: Type.Object({ name: Type.Literal('sendproof'), version: Type.String(), node: Type.String() }),
  command: Type.String(),
  contract: Type.Object({
    title: Type.String(),
    version: Type.String(),
    sha256: Type.String(),
    file: Type.Optional(
      Type.String({ description: 'where it lies in the project; left out: the one that sendproof comes with' }),
    ),
  }),
  profile: Type.Unknown({ description: 'the profile as given, secrets removed' }),
  target: Type.Object({ name: Type.String(), baseUrl: Type.String() }),
  startedAt: Type.String({ format: 'date-time' }),
  machine: Type.Optional(MachineSchema),
  seed: Type.Integer(),
  strict: Type.Boolean(),
  waivers: Type.Optional(
    Type.Array(WaiverSchema, { description: 'as given to --waivers: they change the result only' }),
  ),
});

/** What a run says as it goes. Appended to `events.jsonl`; the record is the fold of them. */
export const RunEventSchema = Type.Union([
  Type.Object({ type: Type.Literal('header'), header: HeaderSchema }),
  Type.Object({
    type: Type.Literal('plan'),
    clauses: Type.Array(ClauseSchema),
    cases: Type.Array(CaseSchema),
    unread: Type.Array(UnreadSchema),
  }),
  Type.Object({ type: Type.Literal('evidence'), evidence: SaidSchema }),
  Type.Object({ type: Type.Literal('opinion'), opinion: OpinionSchema }),
  Type.Object({ type: Type.Literal('verdict'), verdict: VerdictSchema }),
  Type.Object({ type: Type.Literal('disagreement'), disagreement: DisagreementSchema }),
  Type.Object({ type: Type.Literal('coverage'), coverage: CoverageSchema }),
  Type.Object({ type: Type.Literal('repetition'), repetition: RepetitionSchema }),
  Type.Object({ type: Type.Literal('consumer'), consumer: ConsumerResultSchema }),
  Type.Object({ type: Type.Literal('load'), load: LoadSchema }),
  Type.Object({
    type: Type.Literal('comparison'),
    comparisons: Type.Array(ComparisonSchema),
    experiment: ExperimentSchema,
  }),
  Type.Object({ type: Type.Literal('notRun'), notRun: NotRunSchema }),
  Type.Object({ type: Type.Literal('fault'), fault: HarnessFaultSchema }),
  Type.Object({ type: Type.Literal('resumed'), at: Type.String({ format: 'date-time' }) }),
  Type.Object({ type: Type.Literal('footer'), finishedAt: Type.String({ format: 'date-time' }) }),
]);
export type RunEvent = Type.Static<typeof RunEventSchema>;
