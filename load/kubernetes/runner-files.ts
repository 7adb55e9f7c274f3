import { createHash } from 'node:crypto';
import { lineCutter } from '../lines.ts';
import { type Line, readOutput } from '../output.ts';
import { stockReader } from '../stock.ts';

/** What one runner has written: its log, or its file from the volume. */
export type RunnerFile = {
  /** For messages. */
  name: string;
  /** In pieces of any size. */
  text: AsyncIterable<string> | Iterable<string>;
};

/** What was in it, besides the lines that were handed on. */
export type RunnerRead = {
  name: string;
  /** Lines of ours, or samples of a k6 without our output. */
  lines: number;
  /** Lines that begin as such but are none: cut off, or written into by another. */
  broken: { count: number; first: string | null };
  /** Whether it came to its end; null for a k6 without our output, which does not say. */
  ended: boolean | null;
  /** The earliest second in which a request of it was due; null without requests. */
  firstSecond: number | null;
  /** The same for the same lines only. */
  digest: string;
};

const OURS = '{"sendproof":';
/** As a k6 without our output begins its lines. */
const STOCK = ['{"metric":', '{"type":'];
const LONGEST_EXCERPT = 80;

/**
 * Hands on what a runner measured, line by line, and leaves out what k6 logs. Lines of a k6 without our output become
 * lines of ours. Fails only when the text can't be read.
 */
export async function readRunner({ name, text }: RunnerFile, onLine: (line: Line) => void): Promise<RunnerRead> {
  const read: RunnerRead = {
    name,
    lines: 0,
    broken: { count: 0, first: null },
    ended: false,
    firstSecond: null,
    digest: '',
  };
  const hash = createHash('sha256');
  const tell = (line: Line): void => {
    if (line.sendproof === 'cell') read.firstSecond = Math.min(read.firstSecond ?? line.second, line.second);
    onLine(line);
  };
  // How a stock k6 came to its end nobody says, so that its reader's word for it is not handed on.
  const stock = stockReader((line) => {
    if (line.sendproof !== 'end') tell(line);
  });
  let isStock = false;
  const lines = lineCutter((raw) => {
    const kind = kindOf(raw);
    if (kind === 'other') return;
    hash.update(raw).update('\n');
    const line = kind === 'ours' ? readOutput(raw) : null;
    if (kind === 'broken' || (kind === 'ours' && line === null)) {
      read.broken.count += 1;
      read.broken.first ??= raw.slice(0, LONGEST_EXCERPT);
      return;
    }
    read.lines += 1;
    if (line === null) {
      isStock = true;
      stock.add(raw);
    } else {
      if (line.sendproof === 'end') read.ended = true;
      tell(line);
    }
  });
  for await (const piece of text) lines.add(piece);
  lines.end();
  if (isStock) {
    stock.end();
    read.ended ||= null;
  }
  return { ...read, digest: hash.digest('hex') };
}

function kindOf(line: string): 'ours' | 'stock' | 'broken' | 'other' {
  if (line.startsWith(OURS)) return 'ours';
  if (STOCK.some((begin) => line.startsWith(begin))) return isJson(line) ? 'stock' : 'broken';
  // In the middle of another line: two were written into one.
  return line.includes(OURS) ? 'broken' : 'other';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the files should be. */
export type RunnersWanted = {
  runners: number;
  /** Requests a second at the beginning, of all runners together; null in the closed model. */
  rate: number | null;
};

/** Why these files are not all that the runners measured, in words; empty when nothing is missing. */
export function missing(reads: readonly RunnerRead[], { runners, rate }: RunnersWanted): string[] {
  const problems: string[] = [];
  // Of the requests due at that rate every runner has one within this time.
  const latest = rate === null ? 1 : Math.ceil(runners / rate) + 1;
  const known = new Map<string, string>();
  for (const { name, lines, broken, ended, firstSecond, digest } of reads) {
    const same = known.get(digest);
    known.set(digest, name);
    if (lines === 0) problems.push(`${name} holds no line of a runner`);
    else if (same !== undefined) problems.push(`${name} holds the same as ${same}`);
    else if (ended === false) problems.push(`${name} has no end: the runner was stopped, or the file is cut off`);
    if (firstSecond !== null && firstSecond > latest) {
      problems.push(`${name} begins at second ${firstSecond}: what the runner wrote before is missing`);
    }
    if (broken.count > 0) problems.push(`${name} holds ${broken.count} broken lines, the first is ${broken.first}`);
  }
  if (reads.length !== runners) problems.push(`there are files of ${reads.length} runners, and ${runners} ran`);
  return problems;
}
