import { spawn } from 'node:child_process';
import { firstLine } from './measure.ts';

/** Requests of a load. */
const SIZES = [1e5, 1e6, 1e7];

type Told = { peak: number; seconds: number; repeated: number };

const place = (name: string): string => new URL(name, import.meta.url).pathname;

/** Prints the peak memory of the process that reads what k6 writes, by how many requests there were. */
export async function printMemory(): Promise<void> {
  console.log('requests       peak memory   time for all   repeated ids found');
  for (const requests of SIZES) {
    const writer = spawn(process.execPath, [place('memory-writer.ts'), String(requests)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const reader = spawn(process.execPath, [place('memory-reader.ts')], { stdio: [writer.stdout, 'pipe', 'inherit'] });
    const { peak, seconds, repeated }: Told = JSON.parse(await firstLine(reader));
    const figures = [
      String(requests).padStart(8),
      `${peak.toFixed(0)} MB`.padStart(17),
      `${seconds.toFixed(1)} s`.padStart(14),
      `${repeated} of 1`.padStart(20),
    ];
    console.log(figures.join(' '));
  }
}
