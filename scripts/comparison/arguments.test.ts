import { expect, test } from 'vitest';
import { Misuse, readArguments } from './arguments.ts';

const all = { tools: [{ name: 'sharp' }, { name: 'dull' }], subjects: [{ name: 'clean' }, { name: 'lie' }] };

test('nothing said: everything', () => {
  expect(readArguments([], all)).toEqual({ kind: 'compare', ...all, fresh: false, everything: true });
});

test('names and tools: only those', () => {
  expect(readArguments(['lie', '--tool', 'dull', '--fresh'], all)).toEqual({
    kind: 'compare',
    tools: [{ name: 'dull' }],
    subjects: [{ name: 'lie' }],
    fresh: true,
    everything: false,
  });
});

test('--help, whatever else is said', () => {
  expect(readArguments(['--help', 'nothing'], all)).toEqual({ kind: 'help' });
});

test.each([[['truth']], [['--tool', 'blunt']], [['--quick']]])('%s: misuse', (argv) => {
  expect(() => readArguments(argv, all)).toThrow(Misuse);
});
