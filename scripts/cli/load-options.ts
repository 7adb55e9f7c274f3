import { type Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import type { Mix, PayloadMix } from '../../load/mix.ts';
import { closed, SCENARIOS, scenarios } from '../../load/scenarios/index.ts';
import { CHANNELS, PAYLOADS } from '../../load/scenarios/settings.ts';
import { PERCENTILES, type WantedObjective } from '../../load/wish.ts';
import { positive, seconds, wholeNumber } from './options.ts';

/** What says which load is put on a target. */
export function withLoadOptions<Args extends unknown[], Values extends OptionValues>(on: Command<Args, Values>) {
  return on
    .addOption(new Option('--scenario <name>', 'which load').choices(SCENARIOS).default('smoke' as const))
    .option('--rate <number>', 'requests a second; of stress, spike and breakpoint the first', positive)
    .option('--duration <time>', 'how long: 30s, 2m; of breakpoint each step', seconds)
    .option('--vus <number>', 'virtual users of the closed model', wholeNumber)
    .option('--settings <file>', 'scenarios, mixes and objectives (JSON); the other flags override it')
    .option('--mix <shares>', 'shares of the channels (default: equal), such as email=3,slack=1', mix)
    .option('--payloads <shares>', 'shares of what messages carry, such as plain=8,attachments-10=1', payloads)
    .addOption(
      new Option(
        '--objective <limit>',
        'what must hold, such as p99=250ms, email.p95=80ms, errors=0.1%, throughput=95; may be given again',
      ).argParser((value: string, before: WantedObjective[] | undefined) => [...(before ?? []), objective(value)]),
    )
    .option('--k6 <path>', 'the k6 to use (default: $SENDPROOF_K6, the pinned build, k6 on PATH)')
    .addOption(
      new Option(
        '--k6-out <output>',
        "an output of k6's own beside ours, such as experimental-prometheus-rw or opentelemetry; may be given again",
      ).argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]),
    )
    .option('--yes-load', 'load a target that is not on this machine', false);
}

/** What each scenario asks, for `--help`. */
export function scenarioHelp(): string {
  const lines = Object.entries(scenarios).map(
    ([name, { about, rate, seconds: length }]) => `  ${name.padEnd(11)} ${about} (${rate}/s, ${length} s)`,
  );
  return `\nScenarios:\n${[...lines, `  closed      ${closed.about} (${closed.vus} users, ${closed.seconds} s)`].join('\n')}`;
}

/** Shares of the channels, such as `email=3,slack=1`; a channel that is left out gets no load. */
export function mix(value: string): Mix {
  return shares(value, CHANNELS, 'email=3,slack=1');
}

export function payloads(value: string): PayloadMix {
  return shares(value, PAYLOADS, 'plain=8,attachments-10=1');
}

function shares<Name extends string>(
  value: string,
  names: readonly Name[],
  example: string,
): Partial<Record<Name, number>> {
  const found: Partial<Record<Name, number>> = {};
  for (const part of value.split(',')) {
    const [, name, share] = /^([\w-]+)=(\d+(?:\.\d+)?)$/.exec(part.trim()) ?? [];
    const known = names.find((one) => one === name);
    if (known === undefined) throw new InvalidArgumentError(`It must look like ${example}, of ${names.join(', ')}.`);
    found[known] = positive(share ?? '');
  }
  return found;
}

/** `[channel.]metric=limit`; limits are milliseconds, a share or percentage of errors, or answers a second. */
export function objective(value: string): WantedObjective {
  const [, named, metric = '', limit = ''] = /^(?:(\w+)\.)?(\w+)=(\S+)$/.exec(value) ?? [];
  const channel = CHANNELS.find((one) => one === named);
  const percentile = PERCENTILES.find((one) => one === metric);
  const known = percentile ?? (metric === 'errors' || metric === 'throughput' ? metric : undefined);
  if (known === undefined || (named !== undefined && channel === undefined)) {
    throw new InvalidArgumentError(
      `It must look like p99=250ms or email.errors=0.1%, of ${[...PERCENTILES, 'errors', 'throughput'].join(', ')}, and of the channels ${CHANNELS.join(', ')}.`,
    );
  }
  const of = channel === undefined ? {} : { channel };
  if (known === 'throughput') return { metric: known, ...of, atLeast: positive(limit.replace(/\/s$/, '')) };
  if (known === 'errors') return { metric: known, ...of, atMost: share(limit) };
  return { metric: known, ...of, atMost: milliseconds(limit) };
}

function share(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(%)?$/.exec(text) ?? [];
  const value = Number(amount) / (unit === '%' ? 100 : 1);
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('A share of errors must look like 0.1% or 0.001.');
  return value;
}

function milliseconds(text: string): number {
  return /^\d+(\.\d+)?$/.test(text) ? positive(text) : seconds(text) * 1000;
}
