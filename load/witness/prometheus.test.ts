import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { answerRaw, http, nobody, serveRaw } from '../../contracts/target/testing/servers.ts';
import { metricsOf, readMetrics } from './prometheus.ts';

const PAGE = `# HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
# TYPE process_cpu_seconds_total counter
process_cpu_seconds_total 12.5

# TYPE process_resident_memory_bytes gauge
process_resident_memory_bytes 1.2345e+08
go_goroutines 8
http_seconds_bucket{path="a \\"}\\" 7",le="+Inf"} 3 1700000000000
`;

const read = (url: string) => readMetrics(url, fetch);
const unreadable = (why: RegExp) => ({ kind: 'unreadable', why: expect.stringMatching(why) });

test('reads the page that it is pointed at', async () => {
  const { url, requests } = await answerRaw(() => http('HTTP/1.1 200 OK', PAGE));
  expect(await read(`${url}/metrics?x=1`)).toEqual({
    kind: 'read',
    residentBytes: 123_450_000,
    cpuSeconds: 12.5,
    runtime: 'go',
  });
  expect(requests).toEqual([expect.stringMatching(/^GET \/metrics\?x=1 HTTP/)]);
  expect(requests[0]).not.toMatch(/authorization/i);
});

test('another status is none', async () => {
  const { url } = await answerRaw(() => http('HTTP/1.1 500 Oh', PAGE));
  expect(await read(url)).toEqual(unreadable(/answered 500/));
});

test('goes nowhere but where the profile says', async () => {
  const elsewhere = await answerRaw(() => http('HTTP/1.1 200 OK', PAGE));
  const { url } = await answerRaw(() => http(`HTTP/1.1 302 Found\r\nlocation: ${elsewhere.url}`));
  expect(await read(url)).toEqual(unreadable(/answered 302/));
  expect(elsewhere.requests).toEqual([]);
});

test('an answer without end is left, also when it comes packed small', async () => {
  const long = `${PAGE}${'# more\n'.repeat(1_000_000)}`;
  const plain = await answerRaw(() => http('HTTP/1.1 200 OK', long));
  expect(await read(plain.url)).toEqual(unreadable(/longer than 5 MB/));
  const packed = await answerRaw(() => http('HTTP/1.1 200 OK\r\ncontent-encoding: gzip', gzipSync(long)));
  expect(await read(packed.url)).toEqual(unreadable(/longer than 5 MB/));
});

test.concurrent.each(['', `HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n${PAGE}`])(
  'a server that hangs behind %j is left after 2 s',
  async (begun) => {
    const { url } = await serveRaw((socket) => socket.write(begun));
    expect(await read(url)).toEqual(unreadable(/within 2 s/));
  },
);

test('what can be wrong with a connection is told as data', async () => {
  expect(await read(await nobody())).toEqual(unreadable(/ECONNREFUSED/));
  const { url } = await answerRaw(() => 'nonsense\r\n\r\n');
  expect(await read(url)).toEqual(unreadable(/./));
});

test.each([
  ['metrics', /not a URL/],
  ['file:///proc/self/environ', /neither http: nor https:/],
  ['data:text/plain,process_cpu_seconds_total 1', /neither http: nor https:/],
  ['http://ana:secret@127.0.0.1/', /name or a password/],
])('%s is not asked', async (url, why) => {
  const asked: string[] = [];
  const found = await readMetrics(url, async (asking) => {
    asked.push(asking);
    return new Response(PAGE);
  });
  expect(found).toEqual(unreadable(why));
  expect(asked).toEqual([]);
  expect(JSON.stringify(found)).not.toContain('secret');
});

test.each([
  ['', /no metrics/],
  ['<!doctype html>\n<p>Sign in</p>\n', /no metrics/],
  ['{"process_cpu_seconds_total": 5}', /no metrics/],
  ['\0\xff\xfe\n\x01', /no metrics/],
  ['up 1\n', /neither process_resident_memory_bytes nor process_cpu_seconds_total/],
  ['process_resident_memory_bytes_other 5\nmy_process_cpu_seconds_total 5\n', /neither/],
  ['process_resident_memory_bytes NaN\n', /neither/],
  ['process_resident_memory_bytes +Inf\nprocess_cpu_seconds_total -1\n', /neither/],
  ['process_cpu_seconds_total five\nup 1\n', /neither/],
])('%j tells nothing', (page, why) => {
  expect(metricsOf(page)).toEqual(unreadable(why));
});

test('what is told of several processes is added up', () => {
  const page =
    'process_cpu_seconds_total{pid="1"} 1.5\nprocess_cpu_seconds_total{pid="2"} 2\r\nnodejs_version_info 1\n';
  expect(metricsOf(page)).toEqual({ kind: 'read', residentBytes: null, cpuSeconds: 3.5, runtime: 'node' });
});

test('one that is told and one that is not', () => {
  expect(metricsOf('process_resident_memory_bytes 5 1700000000000 # {trace_id="x"} 9')).toEqual({
    kind: 'read',
    residentBytes: 5,
    cpuSeconds: null,
    runtime: null,
  });
});

test('a line made to be slow to read is not', () => {
  const page = `a{${'"\\"'.repeat(500_000)}\nprocess_cpu_seconds_total 1`;
  expect(metricsOf(page)).toMatchObject({ cpuSeconds: 1 });
});
