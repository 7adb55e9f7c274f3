import { openProgress } from '../console.ts';
import { type Io, root } from '../io.ts';
import { command } from '../options.ts';
import { userCache } from '../places.ts';

export function setupCommand(io: Io, end: (code: number) => void) {
  return command('setup', 'build the pinned k6 (needs Go, about two minutes)', 'sendproof setup').action(
    async ({ quiet, json }) => {
      const progress = await openProgress(io, quiet);
      const started = performance.now();
      const { buildK6 } = await import('../../../load/k6/build.ts');
      const outcome = await buildK6({
        root,
        cache: userCache(io),
        signal: io.signal,
        onLine: (line) =>
          progress.say(
            `building k6 (once, about two minutes), ${Math.round((performance.now() - started) / 1000)} s: ${line.slice(0, 80)}`,
          ),
      });
      progress.stop();
      if (json) io.stdout.write(`${JSON.stringify(outcome)}\n`);
      if ('path' in outcome) {
        if (outcome.kind === 'built' && !quiet) io.stderr.write(`k6 ${outcome.version} is built.\n`);
        return end(0);
      }
      io.stderr.write(`No k6, so no load can be measured: ${outcome.why}\n  ${outcome.hint}\n`);
      end(3);
    },
  );
}
