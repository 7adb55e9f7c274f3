import { cpus, release, totalmem, type } from 'node:os';
import type { Machine } from '../../load/comparison/comparable.ts';

/** What of this machine bears on times. */
export function machine(): Machine {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() || 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    os: `${type()} ${release().split('.')[0]}`,
  };
}
