import { type Io, root } from '../io.ts';
import { command } from '../options.ts';
import { userCache } from '../places.ts';

type Check = { what: string; ok: boolean; detail: string };

export function doctorCommand(io: Io, end: (code: number) => void) {
  return command('doctor', 'is this machine ready?', 'sendproof doctor')
    .option('--k6 <path>', 'the k6 to look at')
    .action(async ({ k6: flag, json }) => {
      const { execa } = await import('execa');
      const { findK6 } = await import('../../../load/k6/find.ts');
      const k6 = await findK6({ flag, env: io.env.SENDPROOF_K6, path: io.env.PATH, root, cache: userCache(io) });
      const go = await execa('go', ['version'], { reject: false, timeout: 10_000, env: { ...io.env } });
      const checks: Check[] = [
        { what: 'node', ok: Number(process.versions.node.split('.')[0]) >= 24, detail: process.version },
        {
          what: 'k6',
          ok: k6.kind === 'found',
          detail: k6.kind === 'found' ? `${k6.version} (${k6.via})` : `${k6.why}. ${k6.hint}`,
        },
        // Go is only needed to build k6.
        {
          what: 'go',
          ok: go.exitCode === 0 || k6.kind === 'found',
          detail: go.exitCode === 0 ? go.stdout : 'not on PATH: needed only to build k6',
        },
      ];
      const ready = checks.every(({ ok }) => ok);
      if (json) io.stdout.write(`${JSON.stringify({ ready, checks })}\n`);
      else
        for (const { what, ok, detail } of checks) io.stdout.write(`${ok ? '✓' : '✕'} ${what.padEnd(5)} ${detail}\n`);
      end(ready ? 0 : 3);
    });
}
