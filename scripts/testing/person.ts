import { PassThrough, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Io } from '../cli/io.ts';

export const key = { enter: '\r', down: '\u001b[B', left: '\u001b[D', clear: '\u0015', interrupt: '\u0003' };

/** What is typed, once each, when a text is shown; in this order. */
export type Script = readonly (readonly [shown: string, typed: string])[];

/** A person at a terminal, who reads and types by a script. `open` is what was not asked for. */
export function person(script: Script): Pick<Io, 'stdin' | 'stderr'> & { seen(): string; open(): Script } {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const open = [...script];
  let seen = '';
  let unread = '';
  const stderr = new Writable({
    write(chunk, _, done) {
      const text = stripVTControlCharacters(String(chunk));
      seen += text;
      unread += text;
      const [next] = open;
      if (next !== undefined && unread.includes(next[0])) {
        open.shift();
        unread = '';
        // The program writes before it waits for an answer.
        setImmediate(() => stdin.write(next[1]));
      }
      done();
    },
  });
  // Wide enough to break no line.
  return { stdin, stderr: Object.assign(stderr, { isTTY: true, columns: 200 }), seen: () => seen, open: () => open };
}
