import { type Consumers, consumersBetween } from '../../contracts/consumers/breaks.ts';
import type { Change } from '../../contracts/diff/change.ts';
import type { Description } from '../../contracts/diff/document.ts';
import type { Both } from '../../contracts/diff/sides.ts';
import { misuse } from './errors.ts';
import { type Io, root } from './io.ts';
import { filesAt, loadPacts, type PactOptions } from './pacts.ts';

/** Where the pacts lie that come with the project. */
const builtInPacts = 'contracts/pacts';

/**
 * Which consumers a new document breaks: those whose pacts were given, else those that come with the project. Throws misuse
 * when pacts were given and none is about the API of the documents.
 */
export async function consumersOf(
  io: Io,
  options: PactOptions,
  documents: Both<Description>,
  changes: readonly Change[],
): Promise<Consumers & { builtIn: boolean }> {
  const given = await loadPacts(io, options);
  const pacts = given ?? filesAt({ ...io, cwd: root }, builtInPacts);
  const consumers = await consumersBetween(documents, changes, pacts);
  const isAbout = consumers.pacts.some(({ compared }) => compared > 0);
  const strange = consumers.pacts.filter(({ elsewhere, messages }) => elsewhere + messages > 0);
  if (given !== undefined && !isAbout && strange.length > 0) throw misuse(notAbout(strange), hint);
  return { builtIn: given === undefined, ...consumers };
}

const hint = 'Give pacts of consumers that call what these documents describe, by --pacts or --provider.';

function notAbout(pacts: Consumers['pacts']): string {
  const lines = pacts.map(
    ({ consumer, provider, source, elsewhere, messages }) =>
      `  ${source}: what ${consumer} expects of ${provider}, ${elsewhere} HTTP interactions with other paths, ${messages} messages`,
  );
  return `no interaction of the pacts goes to an operation of either document:\n${lines.slice(0, 10).join('\n')}`;
}
