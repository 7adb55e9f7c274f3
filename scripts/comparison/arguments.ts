import { parseArgs } from 'node:util';

type Named = { name: string };

/** What to do: tell how it is done, or try some tools on some servers. */
export type Wish<Tool, Subject> =
  | { kind: 'help' }
  | { kind: 'compare'; tools: Tool[]; subjects: Subject[]; fresh: boolean; everything: boolean };

/** A command line that asks for what there is not. */
export class Misuse extends Error {}

export function readArguments<Tool extends Named, Subject extends Named>(
  argv: string[],
  all: { tools: readonly Tool[]; subjects: readonly Subject[] },
): Wish<Tool, Subject> {
  const { values, positionals } = parsed(argv);
  if (values.help) return { kind: 'help' };
  return {
    kind: 'compare',
    tools: chosen(all.tools, values.tool, 'tool'),
    subjects: chosen(all.subjects, positionals, 'defect or variant'),
    fresh: values.fresh,
    everything: values.tool.length === 0 && positionals.length === 0,
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        tool: { type: 'string', multiple: true, default: [] },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** Those of these names; all, when there are none. */
function chosen<One extends Named>(all: readonly One[], names: readonly string[], what: string): One[] {
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) throw new Misuse(`There is no ${what} "${unknown}".`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}
