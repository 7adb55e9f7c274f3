import { execFileSync } from 'node:child_process';
import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { branch, statOf, TICKS_A_SECOND } from './stat.ts';

const stat = (pid: number, name: string, parent: number, [user, system, endedUser, endedSystem] = [100, 20, 3, 0.4]) =>
  `${pid} (${name}) S ${parent} 7 7 0 -1 4194560 1 2 3 4 ${user} ${system} ${endedUser} ${endedSystem} 20 0 8 0 9 10\n`;

test('CPU time is the sum of all four fields, in hundredths of a second', () => {
  expect(statOf(stat(12, 'node', 3))).toEqual({ pid: 12, parent: 3, cpuSeconds: 1.234 });
});

test.each(['two words', 'a) S 9 (b', '))', '', '(', '1 (2) 3'])('the name %j changes nothing', (name) => {
  expect(statOf(stat(12, name, 3))).toEqual(statOf(stat(12, 'node', 3)));
});

test.each(['', 'x', '12 (node', '12 (node) S 3', stat(12, 'node', 3).replace(' 100 ', ' x ')])('%j is none', (text) => {
  expect(statOf(text)).toBeNull();
});

test.runIf(platform() === 'linux')('the system counts as we do', () => {
  expect(Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))).toBe(TICKS_A_SECOND);
});

test('a branch is a process with all that descends from it, itself first', () => {
  const all = [
    [1, 0],
    [5, 9],
    [9, 1],
    [6, 5],
    [7, 1],
    [8, 9],
  ].map(([pid = 0, parent = 0]) => ({ pid, parent, cpuSeconds: 0 }));
  expect(branch(9, all).map(({ pid }) => pid)).toEqual([9, 5, 8, 6]);
  expect(branch(7, all).map(({ pid }) => pid)).toEqual([7]);
  expect(branch(4, all)).toEqual([]);
});

test('a list that was read while processes came and went may hold a circle: it ends all the same', () => {
  const circle = [
    { pid: 1, parent: 2, cpuSeconds: 0 },
    { pid: 2, parent: 1, cpuSeconds: 0 },
  ];
  expect(branch(1, circle)).toEqual(circle);
});
