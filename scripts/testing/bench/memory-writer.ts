import { once } from 'node:events';
import { emptyLatencies, encode, record } from '../../../load/histogram.ts';
import { CHANNELS } from '../../../load/scenarios/settings.ts';

/** Writes what k6 would write of so many requests at 10,000 a second, with the first id once more at the end. */
const RATE = 10_000;
const IDS_IN_A_LINE = 2000;
const requests = Number(process.argv[2]);
const histograms = Array.from({ length: 10 }, (_, seed) => histogram(RATE / CHANNELS.length, seed));
for (let sent = 0; sent < requests; sent += RATE) await write([...secondOf(sent)].join('\n'));
await write(JSON.stringify({ sendproof: 'ids', ids: [idOf(0)] }));

async function write(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, 'drain');
}

function* secondOf(sent: number): Generator<string> {
  const second = sent / RATE;
  for (const channel of CHANNELS) {
    const latency = histograms[second % histograms.length];
    const cell = { second, channel, payload: 'plain', outcome: 'ok', status: 200, count: RATE / CHANNELS.length };
    yield JSON.stringify({ sendproof: 'cell', ...cell, latency, service: latency });
  }
  for (let first = sent; first < sent + RATE; first += IDS_IN_A_LINE)
    yield JSON.stringify({ sendproof: 'ids', ids: Array.from({ length: IDS_IN_A_LINE }, (_, at) => idOf(first + at)) });
  yield JSON.stringify({ sendproof: 'tick', time: second * 1000, sent: RATE, dropped: 0, vus: 100, gc: 1 });
}

function idOf(index: number): string {
  return `msg_8c0f4f4e-51b1-4a8e-9d3c-${String(index).padStart(12, '0')}`;
}

/** Latencies as they come: about log-normal, drawn by a fixed rule. */
function histogram(size: number, seed: number): string {
  const latencies = emptyLatencies();
  for (let at = 0; at < size; at += 1) record(latencies, 5 * Math.exp(Math.sin(at * 12.9898 + seed) * 1.2));
  return encode(latencies);
}
