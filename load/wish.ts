import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { ScenarioName } from './scenarios/index.ts';
import { CHANNELS, PAYLOADS } from './scenarios/settings.ts';

const Positive = Type.Number({ exclusiveMinimum: 0 });
const Seconds = Type.Number({ minimum: 1, description: 'seconds' });
const Share = Type.Number({ minimum: 0, maximum: 1, description: 'of all requests, 0 to 1' });
const strict = { additionalProperties: false };

const shares = (names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Type.Optional(Type.Number({ minimum: 0 }))])), strict);

export const PERCENTILES = ['p50', 'p90', 'p95', 'p99', 'p999', 'p9999', 'max'] as const;

const Channel = Type.Optional(Type.Enum([...CHANNELS], { description: 'left out: all channels together' }));

/** Something that the target is to keep; decided on the confidence interval. */
export const ObjectiveWishSchema = Type.Union([
  Type.Object(
    {
      metric: Type.Enum([...PERCENTILES]),
      channel: Channel,
      atMost: Type.Number({ exclusiveMinimum: 0, description: 'milliseconds' }),
    },
    strict,
  ),
  Type.Object({ metric: Type.Literal('errors'), channel: Channel, atMost: Share }, strict),
  Type.Object(
    {
      metric: Type.Literal('throughput'),
      channel: Channel,
      atLeast: Type.Number({ exclusiveMinimum: 0, description: 'right answers a second' }),
    },
    strict,
  ),
]);

const Open = Type.Optional(Type.Object({ rate: Type.Optional(Positive), seconds: Type.Optional(Seconds) }, strict));

/** The settings file of `sendproof load`: what is left out the scenario decides; flags override it. */
export const LoadSettingsSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    scenarios: Type.Optional(
      Type.Object(
        {
          smoke: Open,
          average: Open,
          stress: Open,
          spike: Open,
          soak: Open,
          breakpoint: Open,
          closed: Type.Optional(
            Type.Object(
              { vus: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), seconds: Type.Optional(Seconds) },
              strict,
            ),
          ),
        },
        strict,
      ),
    ),
    channels: Type.Optional(shares(CHANNELS)),
    payloads: Type.Optional(shares(PAYLOADS)),
    objectives: Type.Optional(Type.Array(ObjectiveWishSchema)),
    timeout: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 60, description: 'seconds to wait for one answer' }),
    ),
    stopWhen: Type.Optional(
      Type.Object(
        { errors: Share, seconds: Type.Number({ minimum: 1, description: 'for so long' }) },
        { ...strict, description: 'the load ends at once when more fails than this' },
      ),
    ),
  },
  { ...strict, title: 'sendproof load settings' },
);
export type LoadSettings = Type.Static<typeof LoadSettingsSchema>;
export type WantedObjective = Type.Static<typeof ObjectiveWishSchema>;
export type StopWhen = NonNullable<LoadSettings['stopWhen']>;

const compiled = Compile(LoadSettingsSchema);

type Problem = { pointer: string; message: string };

/** Checks a settings file, as parsed; all problems at once, each with a JSON pointer. */
export function checkLoadSettings(value: unknown): { settings: LoadSettings } | { problems: Problem[] } {
  if (compiled.Check(value)) return { settings: value };
  const problems = compiled.Errors(value).map(({ instancePath, message }) => problemOf(instancePath, message));
  const known = problems.flatMap((problem) => problem ?? []);
  // An objective fits none of three forms: that is one mistake and not one for each.
  return { problems: [...new Map(known.map((problem) => [problem.pointer, problem])).values()] };
}

function problemOf(path: string, message: string): Problem | null {
  const [, objective] = /^(\/objectives\/\d+)(?:\/|$)/.exec(path) ?? [];
  if (objective !== undefined) {
    const form =
      '{"metric": "p50" … "p9999" or "max", "atMost": ms}, {"metric": "errors", "atMost": 0 to 1} or {"metric": "throughput", "atLeast": per second}';
    return { pointer: objective, message: `must be ${form}, each with "channel" or without` };
  }
  // A property that nobody knows is told at its own place.
  if (message === 'must not have additional properties') return null;
  return { pointer: path || '/', message: message === 'schema is false' ? 'is not known' : message };
}

/** What the file says of one scenario. */
export function ofScenario(
  settings: LoadSettings,
  name: ScenarioName,
): { rate?: number; seconds?: number; vus?: number } {
  return settings.scenarios?.[name] ?? {};
}
