import { platform } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPinned } from '../k6/find.ts';
import { readProcess } from './process.ts';
import { start, startNode } from './testing/child.ts';

const linux = platform() === 'linux';

async function read(pid: number) {
  const use = await readProcess(pid);
  if (use === null) throw new Error(`process ${pid} was not read`);
  return use;
}

test.runIf(linux)('memory that a process takes is seen', async () => {
  const child = await startNode("let kept; on('take', () => { kept = Buffer.alloc(64e6, 1); return kept.length; });");
  const before = await read(child.pid);
  await child.ask('take');
  const after = await read(child.pid);
  expect(after.residentBytes - before.residentBytes).toBeGreaterThan(60e6);
  expect(after.residentBytes - before.residentBytes).toBeLessThan(100e6);
});

const BURN = `
  const used = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1e6; };
  const burn = (seconds) => { const until = used() + seconds; while (used() < until); };`;

test.runIf(linux)('CPU seconds are those that the process itself has used', async () => {
  const child = await startNode(`${BURN} on('burn', () => { burn(0.5); return used(); });`);
  const own = Number(await child.ask('burn'));
  const { cpuSeconds } = await read(child.pid);
  expect(cpuSeconds).toBeGreaterThan(own - 0.1);
  expect(cpuSeconds).toBeLessThan(own + 0.2);
});

test.runIf(linux)('children count, and the CPU seconds of those that have ended', async () => {
  const child = await startNode(`
    const { spawn } = require('node:child_process');
    const run = (code) => spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
    on('short', () => new Promise((done) => run(${JSON.stringify(`${BURN} burn(0.5);`)}).once('exit', done)));
    on('long', () => new Promise((said) => {
      const code = "const kept = Buffer.alloc(64e6, 1); console.log(kept.length); process.stdin.resume();";
      run(code).stdout.once('data', said);
    }));`);
  const before = await read(child.pid);
  expect(before.processes).toBe(1);
  await child.ask('short');
  const between = await read(child.pid);
  expect(between.processes).toBe(1);
  expect(between.cpuSeconds - before.cpuSeconds).toBeGreaterThan(0.45);
  await child.ask('long');
  const after = await read(child.pid);
  expect(after.processes).toBe(2);
  expect(after.residentBytes - between.residentBytes).toBeGreaterThan(60e6);
});

test.runIf(linux)('open sockets are counted, files are not', async () => {
  const child = await startNode(`
    const net = require('node:net');
    on('open', async () => {
      require('node:fs').openSync('/dev/null');
      const accepted = Promise.withResolvers();
      const server = net.createServer((socket) => accepted.resolve(socket));
      await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
      net.connect(server.address().port, '127.0.0.1');
      return accepted.promise;
    });`);
  const before = await read(child.pid);
  await child.ask('open');
  const after = await read(child.pid);
  expect(before.sockets).not.toBeNull();
  // One that listens, and both ends of a connection.
  expect((after.sockets ?? 0) - (before.sockets ?? 0)).toBe(3);
});

test.runIf(linux)('a process may call itself what it likes', async () => {
  const child = await startNode("on('hide', () => { process.title = 'a) S 1 (b 2 3'; return 'hidden'; });");
  const before = await read(child.pid);
  await child.ask('hide');
  const after = await read(child.pid);
  expect(after.cpuSeconds).toBeGreaterThanOrEqual(before.cpuSeconds);
  expect(after).toMatchObject({ processes: 1, runtime: 'node' });
});

const k6 = await findPinned(join(import.meta.dirname, '../..'));

test.runIf(linux && k6.kind === 'found')('k6 is a program that Go has built, known by its beginning', async () => {
  // It reads its script from standard input, to the end of it.
  const child = await start(k6.kind === 'found' ? k6.path : '', ['run', '--address=', '--no-usage-report', '-']);
  expect(await read(child.pid)).toMatchObject({ processes: 1, runtime: 'go' });
});

test('a process that has ended, or never was, is null', async () => {
  const child = await startNode('');
  await child.end();
  expect(await readProcess(child.pid)).toBeNull();
  expect(await readProcess(0)).toBeNull();
  expect(await readProcess(-1)).toBeNull();
});

test.skipIf(linux)('elsewhere than on Linux every process is null', async () => {
  expect(await readProcess(process.pid)).toBeNull();
});
