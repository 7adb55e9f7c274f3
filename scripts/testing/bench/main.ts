/**
 * What sendproof costs: `npm run bench`. It prints figures and judges none of them. Take them on an idle machine; it needs
 * Linux, Go and wrk.
 */
import { printContract } from './contract.ts';
import { printMemory } from './memory.ts';
import { printSegments } from './segments.ts';
import { printThroughput } from './throughput.ts';

const parts = [
  ['The contract half', printContract],
  ['Load generators, closed model with 32 connections, on a server that is faster than they are', printThroughput],
  ['Memory of the process that reads what k6 writes', printMemory],
  ['One load by one runner, and by three that take execution segments of it', printSegments],
] as const;

for (const [title, print] of parts) {
  console.log(`\n${title}\n`);
  await print();
}
