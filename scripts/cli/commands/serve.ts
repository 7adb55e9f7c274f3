import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { misuse } from '../errors.ts';
import { forUser, fromUser, type Io } from '../io.ts';
import { command, wholeNumber } from '../options.ts';

export function serveCommand(io: Io, end: (code: number) => void) {
  return command(
    'serve',
    'start the reference implementation',
    'sendproof serve --port 4010 --defect channel-always-email',
  )
    .option('--port <number>', 'port on loopback (default: a free one)', wholeNumber)
    .option('--defect <name>', 'with this defect')
    .option('--variant <name>', 'with this conformant oddity')
    .option('--list', 'list defects and variants', false)
    .action(async ({ port, defect, variant, list, out, json }) => {
      // Loaded here: no other command should pay for it.
      const { defects, serve, variants } = await import('../../../fixtures/reference/index.ts');
      if (list) {
        io.stdout.write(json ? `${JSON.stringify({ defects, variants }, null, 1)}\n` : listing(defects, variants));
        return end(0);
      }
      const server = await start(serve, { port, defect, variant });
      const file = fromUser(io, out ?? 'results/reference.json');
      mkdirSync(dirname(file), { recursive: true });
      // It tells what it uses: itself, a process of its own.
      const profile = { ...server.profile, metrics: { pid: process.pid } };
      writeFileSync(file, `${JSON.stringify(profile, null, 2)}\n`);
      const variables = Object.entries(server.env).map(([name, value]) => `export ${name}=${value}`);
      if (json) io.stdout.write(`${JSON.stringify({ url: server.url, profile: file, env: server.env })}\n`);
      else
        io.stdout.write(
          [
            `The reference implementation listens at ${server.url}. Its made-up tokens and its profile:`,
            '',
            ...variables,
            `npx sendproof contract --target ${forUser(io, file)}`,
            '',
            'Ctrl-C ends it.',
            '',
          ].join('\n'),
        );
      if (!io.signal.aborted) await once(io.signal, 'abort');
      await server.close();
      end(0);
    });
}

type Serve = typeof import('../../../fixtures/reference/index.ts').serve;

async function start(
  serve: Serve,
  options: {
    port?: number | undefined;
    defect?: string | undefined;
    variant?: string | undefined;
  },
) {
  try {
    return await serve({
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.defect === undefined ? {} : { defect: options.defect }),
      ...(options.variant === undefined ? {} : { variant: options.variant }),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const inUse = 'code' in error && error.code === 'EADDRINUSE';
    if (inUse) throw misuse(`port ${options.port} is in use`, 'Give another --port, or none for a free one.');
    if ('code' in error) throw misuse(error.message, 'Give another --port, or none for a free one.');
    throw misuse(error.message, '"sendproof serve --list" shows all names.');
  }
}

type Named = readonly { name: string; title: string }[];

function listing(defects: Named, variants: Named): string {
  const lines = (entries: Named) => entries.map(({ name, title }) => `  ${name.padEnd(42)} ${title}`);
  return ['defects', ...lines(defects), '', 'variants', ...lines(variants), ''].join('\n');
}
