import { changed, merge, quantile, total } from './distribution.ts';
import { percentileInterval } from './interval.ts';
import { by } from './numbers.ts';
import type { Distribution, Observed, Second } from './observed.ts';
import { calmStages, lightest, medians, withinAny } from './selection.ts';
import type { Suspicion } from './suspicion.ts';
import { figure, milliseconds } from './words.ts';

/** A payload: how much it carries, and how much longer than plain messages of its channel its answers take (ms). */
type Level = { name: string; amount: number; extra: Distribution };

/** Below this many answers a payload's median has no interval. */
const FEWEST = 7;
/** The heaviest payload takes at least so many milliseconds more: below that a buffer or a packet more is enough. */
const LEAST_EXTRA = 20;
/**
 * How far the heaviest must be above what proportional cost could be at most, and how sure the two intervals are. Of
 * ten answers a sure interval ends at the slowest: what is far above may be told by a less sure one.
 */
const LINES = [
  { times: 1.4, sure: 0.98 },
  { times: 2.5, sure: 0.9 },
] as const;
type Line = (typeof LINES)[number];

/**
 * Cost of a message that grows faster than what it carries: attachments by number, HTML by bytes. Proportional cost
 * goes through the extra cost of the middle payload; the heaviest must be clearly above that, each at the wrong end
 * of its interval, so that noise in a small difference does not count a hundredfold.
 */
export function payloadCost(observed: Observed): Suspicion[] {
  const seconds = withinAny(observed.seconds, calmStages(observed));
  const plain = medians(withinAny(lightest(observed), calmStages(observed)));
  const base =
    observed.payloads.plain?.bytes ?? Math.min(...Object.values(observed.payloads).map(({ bytes }) => bytes));
  const attachments = levels(seconds, plain, (payload) => observed.payloads[payload]?.attachments ?? 0);
  const html = levels(seconds, plain, (payload) => {
    const size = observed.payloads[payload];
    return size === undefined || !payload.startsWith('html') ? 0 : size.bytes - base;
  });
  return [
    ...superlinear(attachments, onlyChannel(seconds, attachments), (amount) => `${amount} attachments`, 'their number'),
    ...superlinear(
      html,
      onlyChannel(seconds, html),
      (amount) => `${figure((amount + base) / 1024)} KiB of HTML`,
      'its length',
    ),
  ];
}

/** Payloads that carry something, in the order of how much. */
function levels(
  seconds: readonly Second[],
  plain: ReadonlyMap<string, number>,
  amountOf: (payload: string) => number,
): Level[] {
  return [...by(seconds, ({ payload }) => payload)]
    .map(([name, cells]) => ({
      name,
      amount: amountOf(name),
      extra: merge(
        cells.map(({ channel, latencies }) => changed(latencies, (value) => value - (plain.get(channel) ?? 0))),
      ),
    }))
    .filter(({ amount, extra }) => amount > 0 && total(extra) >= FEWEST)
    .sort((a, b) => a.amount - b.amount);
}

function superlinear(
  ascending: readonly Level[],
  channel: string | null,
  say: (amount: number) => string,
  ofWhat: string,
): Suspicion[] {
  const [heavy, middle] = [ascending.at(-1), ascending.at(-2)];
  if (heavy === undefined || middle === undefined || heavy.amount < 2 * middle.amount) return [];
  const times = heavy.amount / middle.amount;
  const clear = LINES.map((line) => against(heavy, middle, line)).find((found) => found !== null);
  if (clear === undefined || clear === null) return [];
  const extra = quantile(heavy.extra, 0.5) ?? 0;
  // Where the middle payload shows little but noise, the most that it could be stands for it.
  const isClear = clear.least > 0;
  const before = Math.max(0.01, isClear ? (quantile(middle.extra, 0.5) ?? 0) : clear.most);
  const power = Math.log(extra / before) / Math.log(times);
  const text =
    `${say(heavy.amount)} take ${isClear ? '' : 'at least '}${Math.round(extra / before)} times as long as ${say(middle.amount)} ` +
    `(${milliseconds(extra)} against ${isClear ? '' : 'at most '}${milliseconds(before)} more than a plain message): cost grows with ${isClear ? 'about' : 'at least'} the power ${power.toFixed(1)} of ${ofWhat}`;
  return [{ kind: 'payload-cost', channel, size: power, text }];
}

/** The middle payload's extra cost, least and most, when the heaviest's is clearly more than in proportion; else null. */
function against(heavy: Level, middle: Level, { times, sure }: Line): { least: number; most: number } | null {
  const [heavyLeast] = percentileInterval([heavy.extra], 0.5, sure) ?? [0];
  const [least, most] = percentileInterval([middle.extra], 0.5, sure) ?? [0, null];
  const proportional = (heavy.amount / middle.amount) * Math.max(0, most ?? 0);
  const isClear = most !== null && heavyLeast >= LEAST_EXTRA && heavyLeast >= times * proportional;
  return isClear ? { least, most } : null;
}

/** The channel of such payloads, when it is one alone. */
function onlyChannel(seconds: readonly Second[], found: readonly Level[]): string | null {
  const names = new Set(found.map(({ name }) => name));
  const channels = new Set(seconds.filter(({ payload }) => names.has(payload)).map(({ channel }) => channel));
  const [only] = channels;
  return channels.size === 1 && only !== undefined ? only : null;
}
