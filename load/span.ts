import { encode, mergeEncoded } from './histogram.ts';
import type { Cell } from './output.ts';

/** A cell of one second, or of `width` seconds from `second` on; its histograms in parts, each encoded. */
export type Span = Omit<Cell, 'sendproof' | 'latency' | 'service'> & {
  width: number;
  latency: string[];
  service: string[];
};

/** So many encoded histograms wait until they are added up. */
const MOST_PARTS = 4;

/** Adds a span, in place. */
export function addSpan(spans: Map<string, Span>, span: Span): void {
  const { second, channel, payload, outcome, status } = span;
  const key = `${second} ${channel} ${payload} ${outcome} ${status}`;
  const before = spans.get(key);
  if (before === undefined) {
    spans.set(key, span);
    return;
  }
  before.count += span.count;
  before.latency = together(before.latency, span.latency);
  before.service = together(before.service, span.service);
}

/** Adding histograms up costs time and memory, so that it is done for several at once. */
function together(some: string[], more: string[]): string[] {
  const parts = [...some, ...more].filter((part) => part !== '');
  return parts.length <= MOST_PARTS ? parts : [encode(mergeEncoded(parts))];
}
