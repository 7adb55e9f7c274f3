import { withProcess } from './process.ts';
import { run } from './program.ts';

await withProcess((io) => run(process.argv.slice(2), io));
