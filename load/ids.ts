import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The ids of a whole run, to tell whether one was given twice. On disk: ten million of them would not fit in memory. */
export type IdStore = {
  add: (ids: readonly string[]) => void;
  /** `checked` ids in all, of which `count` had been given before; `first` is one that was. */
  repeated: () => { checked: number; count: number; first: string | null };
  close: () => void;
};

/** Bytes of a fingerprint: a double that holds a whole number below 2^52. */
const BYTES = 8;
const ABOVE_ALL = 2 ** 52;
/** Fingerprints that are sorted at once, about: 2 MB. */
const AT_ONCE = 250_000;
const CHUNK = 1 << 16;

/**
 * A store in `directory`, in two files: the ids as text, and a fingerprint of 52 bits for each. Fingerprints that are
 * equal are only a suspicion: the texts decide.
 */
export function openIds(directory: string): IdStore {
  const texts = openFile(join(directory, 'ids.txt'));
  const fingerprints = openFile(join(directory, 'ids.bin'));
  let checked = 0;
  return {
    add(ids) {
      checked += ids.length;
      for (const id of ids) {
        texts.appendText(`${JSON.stringify(id)}\n`);
        fingerprints.appendNumber(fingerprint(id));
      }
    },
    repeated() {
      const suspects = equalFingerprints(fingerprints, checked);
      return { checked, ...(suspects.size === 0 ? { count: 0, first: null } : equalTexts(texts, suspects)) };
    },
    close() {
      texts.remove();
      fingerprints.remove();
    },
  };
}

/** Two multiplicative hashes of 32 bits, mixed and put together to 52. */
function fingerprint(id: string): number {
  let a = 0x9e3779b9;
  let b = 0x85ebca6b;
  for (let at = 0; at < id.length; at += 1) {
    const code = id.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
  }
  a = Math.imul(a ^ (a >>> 15) ^ b, 0x2c1b3c6d);
  b = Math.imul(b ^ (b >>> 13) ^ a, 0x297a2d39);
  a ^= a >>> 16;
  b ^= b >>> 16;
  return (a >>> 0) * 2 ** 20 + (b >>> 12);
}

/** One part of the range of fingerprints after the other, in one buffer, so that no more than `AT_ONCE` are in memory. */
function equalFingerprints(file: File, count: number): Set<number> {
  const parts = Math.ceil(count / AT_ONCE);
  const equal = new Set<number>();
  // A hash spreads them evenly, to within far less than this.
  let buffer = new Float64Array(Math.ceil((count / Math.max(1, parts)) * 1.1) + 1000);
  for (let part = 0; part < parts; part += 1) {
    const [from, to] = [(ABOVE_ALL * part) / parts, (ABOVE_ALL * (part + 1)) / parts];
    let filled = 0;
    for (const chunk of file.chunks()) {
      for (const one of new Float64Array(chunk.buffer, chunk.byteOffset, chunk.length / BYTES)) {
        if (one < from || one >= to) continue;
        if (filled === buffer.length) buffer = larger(buffer);
        buffer[filled] = one;
        filled += 1;
      }
    }
    const sorted = buffer.subarray(0, filled).sort();
    for (let at = 1; at < filled; at += 1) {
      const one = sorted[at];
      if (one !== undefined && one === sorted[at - 1]) equal.add(one);
    }
  }
  return equal;
}

/** Who chooses ids so that they spread unevenly gains nothing but time. */
function larger(buffer: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const twice = new Float64Array(buffer.length * 2);
  twice.set(buffer);
  return twice;
}

/** Reads the texts again for those whose fingerprints were equal. */
function equalTexts(file: File, suspects: Set<number>): { count: number; first: string | null } {
  const seen = new Set<string>();
  let count = 0;
  let first: string | null = null;
  for (const line of linesOf(file)) {
    const id: unknown = JSON.parse(line);
    if (typeof id !== 'string' || !suspects.has(fingerprint(id))) continue;
    if (seen.has(id)) {
      count += 1;
      first ??= id;
    } else seen.add(id);
  }
  return { count, first };
}

function* linesOf(file: File): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (const chunk of file.chunks()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

type File = {
  appendText: (text: string) => void;
  appendNumber: (value: number) => void;
  chunks: () => Generator<Buffer>;
  remove: () => void;
};

/** A file that is written through one buffer, and read through another: no garbage, however much goes through it. */
function openFile(path: string): File {
  const file = openSync(path, 'w+', 0o600);
  // Buffers of their own: one from Node's pool may not begin where a double can.
  const waiting = Buffer.from(new ArrayBuffer(CHUNK));
  const numbers = new Float64Array(waiting.buffer);
  let filled = 0;
  let size = 0;
  const flush = (): void => {
    writeSync(file, waiting, 0, filled, size);
    size += filled;
    filled = 0;
  };
  return {
    appendText(text) {
      // No character takes more than three bytes for each of its units.
      const most = text.length * 3;
      if (filled + most > CHUNK) flush();
      if (most <= CHUNK) {
        filled += waiting.write(text, filled);
        return;
      }
      const bytes = Buffer.from(text);
      writeSync(file, bytes, 0, bytes.length, size);
      size += bytes.length;
    },
    appendNumber(value) {
      if (filled === CHUNK) flush();
      numbers[filled / BYTES] = value;
      filled += BYTES;
    },
    /** Each chunk holds until the next is asked for. */
    *chunks() {
      flush();
      const buffer = Buffer.from(new ArrayBuffer(CHUNK));
      for (let at = 0; at < size; at += CHUNK) {
        const length = Math.min(CHUNK, size - at);
        readSync(file, buffer, 0, length, at);
        yield buffer.subarray(0, length);
      }
    },
    remove() {
      closeSync(file);
      rmSync(path, { force: true });
    },
  };
}
