import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIds } from '../../../load/ids.ts';
import { lineCutter } from '../../../load/lines.ts';
import { emptyMeasurement, fold, foldUnreadable } from '../../../load/measurement.ts';
import { keepMemorySmall } from '../../../load/memory.ts';
import { readOutput } from '../../../load/output.ts';

/**
 * Reads from standard input, as a load does, what k6 writes, and prints what that took. A process of its own: peak memory
 * never goes down.
 */
keepMemorySmall();
const scratch = mkdtempSync(join(tmpdir(), 'sendproof-memory-'));
const ids = openIds(scratch);
const measurement = emptyMeasurement();
const lines = lineCutter((text) => {
  const line = readOutput(text);
  if (line === null) foldUnreadable(measurement, text);
  else if (line.sendproof === 'ids') ids.add(line.ids);
  else fold(measurement, line);
});
const start = performance.now();
process.stdin.setEncoding('utf8');
for await (const text of process.stdin) lines.add(String(text));
lines.end();
const { count } = ids.repeated();
const seconds = (performance.now() - start) / 1000;
ids.close();
rmSync(scratch, { recursive: true });
const { unreadable, sent } = measurement;
console.log(
  JSON.stringify({
    peak: process.resourceUsage().maxRSS / 1024,
    seconds,
    repeated: count,
    sent,
    lost: unreadable.count,
  }),
);
