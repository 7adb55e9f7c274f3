import { expect, test } from 'vitest';
import { isGo, runtimeOf, runtimeOfMetrics } from './runtime.ts';

test.each([
  ['java', '/usr/lib/jvm/java-21/bin/java', 'java\0-jar\0app.jar\0', 'java'],
  ['dotnet', '/usr/share/dotnet/dotnet', 'dotnet\0app.dll\0', 'dotnet'],
  ['node', '/usr/bin/node', 'node\0server.js\0', 'node'],
  ['MainThread', '/usr/bin/node (deleted)', 'my server\0', 'node'],
  ['gunicorn', '/usr/bin/python3.11', '/usr/bin/python3.11\0gunicorn\0', 'python'],
  ['gunicorn: maste', '', 'gunicorn: master [app]\0', null],
  ['python3', '', '', 'python'],
  ['puma', '/usr/local/bin/ruby', 'puma 6.4\0', 'ruby'],
  ['php-fpm8.2', '/usr/sbin/php-fpm8.2', 'php-fpm: pool www\0', 'php'],
  ['beam.smp', '/usr/lib/erlang/erts-14/bin/beam.smp', 'beam.smp\0', 'erlang'],
  ['javac', '/usr/bin/javac', 'javac\0', null],
  ['nginx', '/usr/sbin/nginx', 'nginx\0java\0', null],
  ['', '', '', null],
])('comm %j, exe %j, arguments %j: %s', (comm, exe, cmdline, runtime) => {
  expect(runtimeOf({ comm, exe, cmdline })).toBe(runtime);
});

test("Go's note is looked for in programs only", () => {
  const note = Buffer.from('\x04\0\0\0\x53\0\0\0\x04\0\0\0Go\0\0', 'latin1');
  expect(isGo(Buffer.concat([Buffer.from('\x7fELF'), note]))).toBe(true);
  expect(isGo(Buffer.from('\x7fELF and nothing else'))).toBe(false);
  expect(isGo(Buffer.concat([Buffer.from('#!/bin/sh\n'), note]))).toBe(false);
  expect(isGo(Buffer.alloc(0))).toBe(false);
});

test.each([
  [['process_cpu_seconds_total', 'jvm_memory_used_bytes'], 'java'],
  [['dotnet_collection_count_total'], 'dotnet'],
  [['nodejs_heap_size_used_bytes'], 'node'],
  [['python_gc_objects_collected_total'], 'python'],
  [['go_goroutines'], 'go'],
  [['go_home_total', 'my_jvm_guess'], null],
  [[], null],
])('%j: %s', (names, runtime) => {
  expect(runtimeOfMetrics(names)).toBe(runtime);
});
