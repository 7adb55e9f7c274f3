import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { directory, profileFile, sendproof } from './testing/cli.ts';

const env = { TOKEN: 'a-token-of-the-test' };
const profile = (baseUrl: string) => ({
  name: 'stranger',
  baseUrl,
  tokens: { full: { env: 'TOKEN' } },
  states: { 'email-thread': { thread: 'thr_1' } },
});

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answering = (listener: RequestListener) => listen(createHttpServer(listener));

test('a command, an option or a value that does not exist is misuse, and help is offered', async () => {
  for (const argv of [
    ['audti'],
    ['contract'],
    ['contract', '--target', 'x.json', '--fast'],
    ['contract', '--target', 'x.json', '--engine', 'postman'],
    ['load', '--target', 'x.json', '--rate', '-1'],
    ['load', '--target', 'x.json', '--duration', 'soon'],
    ['load', '--target', 'x.json', '--mix', 'fax=1'],
    ['load', '--target', 'x.json', '--rate', '0'],
    ['load', '--target', 'x.json', '--duration', '0s'],
    ['load', '--target', 'x.json', '--scenario', 'night'],
    ['load', '--target', 'x.json', '--payloads', 'video=1'],
    ['load', '--target', 'x.json', '--objective', 'p42=1ms'],
    ['load', '--target', 'x.json', '--objective', 'errors=200%'],
    ['load', '--target', 'x.json', '--vus', 'many'],
  ]) {
    const { code, stderr } = await sendproof(argv);
    expect(code, argv.join(' ')).toBe(2);
    expect(stderr).toContain('--help');
    expect(stderr).not.toContain('    at ');
  }
});

test('every command has help with an example', async () => {
  const commands = [
    'audit',
    'contract',
    'load',
    'compare',
    'diff',
    'plan',
    'report',
    'verify',
    'replay',
    'serve',
    'setup',
    'doctor',
  ];
  for (const command of commands) {
    const { code, stdout } = await sendproof([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Example:\n  sendproof ${command}`);
  }
});

test('a profile that is not there, or not JSON, is misuse and says which file', async () => {
  const missing = await sendproof(['contract', '--target', 'nowhere.json']);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('nowhere.json cannot be read (ENOENT)') });
  const broken = await sendproof(['contract', '--target', profileFile('{ "name": ')]);
  expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('is not JSON') });
});

test('all that is wrong with a profile is said at once, with pointers', async () => {
  const bad = { ...profile('https://api.example.com'), limit: 1, tokens: { full: { env: 'NOT_SET' } } };
  const { code, stderr } = await sendproof(['contract', '--target', profileFile(bad)], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('/ has no property "limit"');
  expect(stderr).toContain('/consent is needed');
  expect(stderr).toContain('/tokens/full/env names the variable NOT_SET, which is not set');
});

test('load on a target that is not on this machine needs a flag besides the consent', async () => {
  const remote = { ...profile('https://api.example.com'), consent: 'test threads only' };
  const { code, stderr } = await sendproof(['load', '--target', profileFile(remote)], { env });
  expect(code).toBe(2);
  expect(stderr).toContain('--yes-load');
});

test('a case that does not exist is misuse', async () => {
  const argv = ['contract', '--target', profileFile(profile('http://127.0.0.1:9')), '--only', 'says.nothing'];
  expect(await sendproof(argv, { env })).toMatchObject({ code: 2, stderr: expect.stringContaining('says.nothing') });
});

test('a target that nobody listens at gives no answer, and the record says why', async () => {
  const server = createServer();
  const url = await listen(server);
  server.close();
  await once(server, 'close');
  const out = join(directory(), 'run');
  const { code, stderr } = await sendproof(['contract', '--target', profileFile(profile(url)), '--out', out], { env });
  expect(code).toBe(3);
  expect(stderr).toContain('does not answer');
  expect(stderr).toContain('Is the target running');
  const record = JSON.parse(readFileSync(join(out, 'record.json'), 'utf8'));
  expect(record).toMatchObject({ result: 'inconclusive', notRun: [{ what: 'contract' }] });
});

test('a server that does not speak TLS behind an https URL gives no answer', async () => {
  const url = await answering((_, response) => response.end());
  const target = profileFile(profile(url.replace('http:', 'https:')));
  const { code, stderr } = await sendproof(['contract', '--target', target], { env });
  expect(code).toBe(3);
  expect(stderr).toMatch(/SSL|TLS/i);
});

test('a server that does not speak HTTP gives no answer', async () => {
  const url = await listen(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.end('220 mail.example.com ESMTP\r\n');
    }),
  );
  const { code, stderr } = await sendproof(['contract', '--target', profileFile(profile(url))], { env });
  expect(code).toBe(3);
  expect(stderr).toContain('not HTTP');
});

test('answers of 50 MB are cut off, and no verdict is made of them', async () => {
  const megabyte = Buffer.alloc(1 << 20, ' ');
  const url = await answering((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    let left = 50;
    const more = (): void => {
      while (left-- > 0) if (!response.write(megabyte)) return void response.once('drain', more);
      response.end();
    };
    more();
  });
  const argv = ['contract', '--target', profileFile(profile(url)), '--engine', 'probe', '--only', 'says.html'];
  const { code, stderr } = await sendproof(argv, { env });
  expect(code).toBe(3);
  expect(stderr).toContain('longer than 1024 KiB');
});

test('a token that every thread refuses is the set-up’s fault, not the target’s', async () => {
  const url = await answering((_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"message":"who are you?","code":"unauthorized"}');
  });
  const { code, stderr } = await sendproof(['contract', '--target', profileFile(profile(url))], { env });
  expect(code).toBe(3);
  expect(stderr).toContain('Is the token "full" right');
});

test('a run that is stopped keeps what it has, and is not finished', async () => {
  const stop = new AbortController();
  const url = await answering((_, response) => {
    stop.abort();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"id":"1","thread_id":"thr_1","channel":"email"}');
  });
  const out = join(directory(), 'run');
  const { code } = await sendproof(['contract', '--target', profileFile(profile(url)), '--out', out], {
    env,
    signal: stop.signal,
  });
  expect(code).toBe(3);
  const record = JSON.parse(readFileSync(join(out, 'record.json'), 'utf8'));
  expect(record).toMatchObject({ finishedAt: null, result: 'inconclusive' });
  expect(record.exchanges.length).toBeGreaterThan(0);
  expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('stranger');
});

test('a directory that holds a run already is not written over', async () => {
  const out = directory();
  const argv = ['contract', '--target', profileFile(profile('http://127.0.0.1:9')), '--out', out];
  await sendproof(argv, { env });
  const before = readFileSync(join(out, 'record.json'), 'utf8');
  expect(await sendproof(argv, { env })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds a run already'),
  });
  expect(readFileSync(join(out, 'record.json'), 'utf8')).toBe(before);
});

test('a directory that cannot be written to gives no answer', async () => {
  const file = profileFile(profile('http://127.0.0.1:9'));
  const { code, stderr } = await sendproof(['contract', '--target', file, '--out', join(file, 'run')], { env });
  expect(code).toBe(3);
  expect(stderr).toContain(file);
  expect(existsSync(join(file, 'run'))).toBe(false);
});
