import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { platform } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { startControl } from './control.ts';

async function started() {
  const control = await startControl();
  onTestFinished(control.close);
  return control;
}

test('answers GET, always the same, and nothing else', async () => {
  const { url } = await started();
  for (const path of ['', 'any/other?x=1']) {
    const response = await fetch(url + path);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('ok\n');
  }
  const posted = await fetch(url, { method: 'POST', body: 'x'.repeat(100_000) });
  expect(posted.status).toBe(405);
  await posted.text();
  expect((await fetch(url)).status).toBe(200);
});

test('keeps a connection, and ends it when it is closed', async () => {
  const control = await startControl();
  const socket = connect(Number(new URL(control.url).port), '127.0.0.1').setEncoding('latin1');
  let answers = '';
  socket.on('data', (text) => {
    answers += text;
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  for (const count of [1, 2, 3]) {
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => answers.match(/200 OK/g)?.length).toBe(count);
  }
  expect(answers).toMatch(/Connection: keep-alive/);
  // Also one on which half a request has come, and the rest never will.
  await new Promise((written) => socket.write('GET / HT', written));
  await (await fetch(control.url)).text();
  await control.close();
  await ended;
  await expect(fetch(control.url)).rejects.toThrow();
});

test.runIf(platform() === 'linux')('listens on loopback only', async () => {
  const { url } = await started();
  const { hostname, port } = new URL(url);
  expect(hostname).toBe('127.0.0.1');
  const wanted = `:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`;
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const local = tables.flatMap((table) => table.split('\n')).map((line) => line.trim().split(/\s+/));
  // Local address and state: 0A is one that listens. Of 127.0.0.1 the last byte comes first.
  const listening = local.filter(([, address = '', , state]) => address.endsWith(wanted) && state === '0A');
  expect(listening.map(([, address]) => address)).toEqual([`0100007F${wanted}`]);
});
