import Type from 'typebox';
import { BehaviourSchema } from '../../contracts/witnesses/behaviour.ts';
import { KeptSchema } from '../record/events.ts';
import { ChangeWaiverSchema } from '../record/waivers/waiver.ts';
import { ChangeSchema } from './change-schema.ts';

const blank = Type.Literal('');

const party = {
  consumer: Type.String(),
  provider: Type.String(),
  source: Type.String({ description: 'file or URL of the pact' }),
};

const BrokenSchema = Type.Object({
  ...party,
  interaction: Type.String({ description: 'its description in the pact' }),
  states: Type.Array(Type.String(), { description: 'names of its provider states' }),
  operation: Type.String(),
  reasons: Type.Array(
    Type.Object({
      code: Type.String({ description: 'of the OpenAPI-Pact comparator, or response.body.optional' }),
      place: Type.String({ description: 'request.body.cc[].email' }),
      text: Type.String(),
      changes: Type.Array(Type.String(), {
        description: 'ids of the changes that it comes from; none explains it: empty',
      }),
    }),
  ),
  waived: Type.Boolean({ description: 'all changes that it comes from are waived' }),
});

const ConsumersSchema = Type.Object({
  builtIn: Type.Boolean({ description: 'no pacts were given: these come with sendproof' }),
  pacts: Type.Array(
    Type.Object({
      ...party,
      compared: Type.Integer({ minimum: 0, description: 'interactions held against both documents' }),
      elsewhere: Type.Integer({ minimum: 0, description: 'interactions with paths that neither document has' }),
      messages: Type.Integer({ minimum: 0, description: 'interactions that are not HTTP' }),
      unclear: Type.Array(Type.Object({ interaction: Type.String(), why: Type.String() })),
    }),
  ),
  broken: Type.Array(BrokenSchema),
});

const TargetSchema = Type.Object({
  name: Type.String(),
  baseUrl: Type.String(),
  profile: Type.Unknown({ description: 'as given: it names variables, not tokens' }),
});

const BehavioursSchema = Type.Object({
  targets: Type.Object({
    before: Type.Union([TargetSchema, Type.Null()]),
    after: Type.Union([TargetSchema, Type.Null()]),
  }),
  finished: Type.Boolean({ description: 'false: stopped before all was sent' }),
  changes: Type.Array(BehaviourSchema, { description: 'one for each change that hurts somebody' }),
  exchanges: Type.Array(Type.Object({ stage: Type.Enum(['before', 'after']), ...KeptSchema.properties }), {
    description: 'size-capped; with --out the whole of each is in exchanges/<sha256>.json',
  }),
});

/** All that `sendproof diff` found out: what `--json` prints, and the one source of its reports. */
export const DiffSchema = Type.Object({
  schemaVersion: Type.Literal('1.0'),
  documents: Type.Object({ old: Type.String(), new: Type.String() }, { description: 'as they were given' }),
  result: Type.Enum(['passed', 'failed', 'inconclusive']),
  changes: Type.Array(ChangeSchema, { description: 'all, also those that hurt nobody' }),
  open: Type.Array(ChangeSchema, {
    description: 'what hurts somebody or must be read, and is not waived: clients first, what must be read last',
  }),
  waived: Type.Array(Type.Intersect([ChangeSchema, Type.Object({ waiver: ChangeWaiverSchema })])),
  waivers: Type.Array(Type.Object({ waiver: ChangeWaiverSchema, standing: Type.Enum(['used', 'expired', 'idle']) }), {
    description: 'idle: nothing that it names has changed',
  }),
  toWaive: Type.Array(
    Type.Object({ change: Type.String(), sentence: Type.String(), reason: blank, owner: blank, expires: blank }),
    {
      description: 'the open changes as waivers, for a file of --waivers: fill in reason, owner and expires',
    },
  ),
  consumers: ConsumersSchema,
  behaviour: Type.Union([BehavioursSchema, Type.Null()], { description: 'null: no target was asked' }),
});
export type Diff = Type.Static<typeof DiffSchema>;
