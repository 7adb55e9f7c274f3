import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { endWithParent } from '../child.ts';
import type { Job, Report } from './job.ts';

/** Dredd ships no types: this is the part of its API that is used here. */
type DreddConstructor = new (
  configuration: object,
) => { run(done: (error: Error | null | undefined, stats: unknown) => void): void };
type DreddTest = { title: string; message?: string };

const require = createRequire(import.meta.url);
const Dredd: DreddConstructor = require('dredd');

endWithParent();

const report = (one: Report) => process.send?.(one);

process.once('message', (job: Job) => {
  const emitter = new EventEmitter();
  emitter.on('test pass', ({ title }: DreddTest) =>
    report({ kind: 'result', key: title, outcome: 'passed', words: '' }),
  );
  emitter.on('test fail', ({ title, message }: DreddTest) =>
    report({ kind: 'result', key: title, outcome: 'failed', words: (message ?? '').trim() }),
  );
  emitter.on('test error', (error: Error, { title }: DreddTest) =>
    report({ kind: 'result', key: title, outcome: 'fault', words: error.message }),
  );
  const dredd = new Dredd({
    endpoint: job.endpoint,
    path: [],
    apiDescriptions: job.transactions.map(({ key, document }) => ({ location: key, content: document })),
    hookfiles: [require.resolve('./hooks.cjs')],
    loglevel: 'silent',
    emitter,
    custom: { cwd: import.meta.dirname, transactions: job.transactions },
  });
  dredd.run((error) => {
    report(error ? { kind: 'broken', message: error.message } : { kind: 'done' });
    process.disconnect();
  });
});
