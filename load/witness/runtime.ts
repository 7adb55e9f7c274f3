/** What a program runs on, where that changes how its memory is to be read. */
export const RUNTIMES = ['java', 'dotnet', 'node', 'bun', 'deno', 'go', 'python', 'ruby', 'php', 'erlang'] as const;
export type Runtime = (typeof RUNTIMES)[number];

const PROGRAMS: [RegExp, Runtime][] = [
  [/^java$/, 'java'],
  [/^dotnet$/, 'dotnet'],
  [/^node(js)?$/, 'node'],
  [/^bun$/, 'bun'],
  [/^deno$/, 'deno'],
  [/^(python|pypy)[\d.]*$/, 'python'],
  [/^ruby[\d.]*$/, 'ruby'],
  [/^php(-fpm|-cgi)?[\d.]*$/, 'php'],
  [/^beam(\.smp)?$/, 'erlang'],
];

/**
 * By the names of a process: `comm` (cut at 15 characters, and a program may change it), `exe` (a path; empty when it
 * can't be read) and `cmdline` (arguments, each ended by a zero byte). Null when none is known.
 */
export function runtimeOf({ comm, exe, cmdline }: { comm: string; exe: string; cmdline: string }): Runtime | null {
  const names = [exe.replace(/ \(deleted\)$/, ''), cmdline.split('\0', 1)[0] ?? '', comm.trim()].map(lastPart);
  for (const name of names) {
    const known = PROGRAMS.find(([pattern]) => pattern.test(name));
    if (known !== undefined) return known[1];
  }
  return null;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The note that Go's linker leaves in front of the code: length of name 4, any length of content, type 4, name "Go". */
const GO_NOTE = Buffer.from('\x04\0\0\0Go\0\0', 'latin1');

/** Whether a program's first 4 kB are those of one that Go has built; without its build id it can't be told. */
export function isGo(head: Buffer): boolean {
  return head.subarray(0, 4).toString('latin1') === '\x7fELF' && head.includes(GO_NOTE);
}

const METRICS: [RegExp, Runtime][] = [
  [/^jvm_/, 'java'],
  [/^(dotnet_|process_runtime_dotnet_)/, 'dotnet'],
  [/^nodejs_/, 'node'],
  [/^python_/, 'python'],
  [/^ruby_/, 'ruby'],
  [/^php_/, 'php'],
  [/^erlang_/, 'erlang'],
  [/^go_(gc|goroutines|info|memstats|threads)/, 'go'],
];

/** By the names of metrics that client libraries add on their own. Null when there is none of them. */
export function runtimeOfMetrics(names: Iterable<string>): Runtime | null {
  const all = [...names];
  return METRICS.find(([pattern]) => all.some((name) => pattern.test(name)))?.[1] ?? null;
}
