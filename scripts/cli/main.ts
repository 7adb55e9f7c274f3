import { enableCompileCache } from 'node:module';
import { withProcess } from './process.ts';

// Half of a short run would go into compiling what was compiled the last time.
enableCompileCache();

// Imported late, so that even a file that is missing ends with the exit code of a fault and not with Node's own 1.
await withProcess(async (io) => (await import('./program.ts')).run(process.argv.slice(2), io));
