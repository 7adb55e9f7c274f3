import { classes } from './classes.ts';
import type { Compared, Disagreement } from './compared.ts';
import type { Word } from './judged.ts';
import { version } from './oasdiff.ts';

const order: readonly Word[] = ['breaks', 'read', 'fine'];
const ours: Record<Word, string> = { breaks: 'hurts clients', read: 'to be read', fine: 'hurts no client' };
const theirs: Record<Word, string> = { breaks: 'error', read: 'warning', fine: 'nothing' };

/** The part of docs/comparison.md that is about two documents. `messages`: how many were tried on every pair. */
export function sectionOf(all: readonly Compared[], disagreements: readonly Disagreement[], messages: number): string {
  const rest = all.filter(({ word, theirs: other }) => word === other);
  const count = (word: Word, other: Word) => all.filter((one) => one.word === word && one.theirs === other).length;
  const only = (isOurs: boolean) =>
    disagreements.filter(
      ({ compared: { word, theirs: other } }) => order.indexOf(word) < order.indexOf(other) === isOurs,
    );
  const hurt = all.filter(({ hurts }) => hurts.includes('implementations'));
  const unexplained = disagreements.filter(({ causes }) => causes.length === 0).length;
  const witnesses = all.flatMap(({ changes }) => changes.flatMap(({ hurts }) => hurts)).length;
  return `## Two documents: \`sendproof diff\` and oasdiff

\`npm run bench:diff\` makes ${all.length} pairs of documents, each by one edit (${all.filter(({ pair }) => pair.edits.length === 1).length}) or two
of them, asks \`sendproof diff\` and oasdiff ${version}, and writes this part. oasdiff speaks of clients, and says *error* or *warning*;
so its errors stand beside what hurts clients, and its warnings beside what sendproof wants a person to read. It runs with
\`--flatten-allof --flatten-params\`, and \`--auto-upgrade\` where the documents are of different versions. sendproof names
implementations too (${hurt.length} pairs), of which oasdiff has no notion; the table leaves them out.

${table([
  ['', ...order.map((word) => `oasdiff: ${theirs[word]}`)],
  ...order.map((word) => [`sendproof: ${ours[word]}`, ...order.map((other) => String(count(word, other)))]),
])}

| pairs | agreed | agreed breaking | agreed not breaking | sendproof says more | oasdiff says more | unexplained |
|---|---|---|---|---|---|---|
| ${[all.length, rest.length, count('breaks', 'breaks'), count('fine', 'fine'), only(true).length, only(false).length, unexplained].join(' | ')} |

How each pair was made says whom it hurts, and sendproof said so of all of them. Each of the ${witnesses} hurts has a witness,
which the bench validates on its own: right under one document, wrong under the other. And it tries all of these messages
(${messages}) on every other pair: none shows a hurt that was not said. No pair took a second.

Mind where the pairs come from: they were written beside sendproof, which has been mended where it did not say what they were
made for. oasdiff meets them for the first time.

Why they disagree; a pair of two edits counts in each of its rows.

${table([
  ['pairs', 'sendproof', 'oasdiff', 'about', 'who is right', 'for example'],
  ...classes.flatMap((one) => {
    const found = disagreements.filter(({ causes }) => causes.includes(one));
    const [first] = found;
    if (first === undefined) return [];
    const { compared } = first;
    return [
      [String(found.length), ours[compared.word], theirs[compared.theirs], one.name, one.right, exampleOf(compared)],
    ];
  }),
])}`;
}

/** A pair, and what shows it: a message, or what no message shows. */
function exampleOf({ pair, changes, word, rules }: Compared): string {
  const witness = changes.flatMap(({ hurts }) => hurts).find(({ whom }) => whom === 'clients')?.witness;
  const read = changes.find(({ kind }) => kind === 'review');
  const name = pair.name.replaceAll(/small 3\.\d: /g, '');
  const rule = rules.length > 0 ? ` (oasdiff: \`${rules[0]}\`)` : '';
  if (word === 'breaks' && witness !== undefined) {
    const value = witness.value === undefined ? 'without it' : `\`${JSON.stringify(witness.value)}\``;
    return `${name}${rule}: the ${witness.message} ${witness.part} ${value} was ${witness.rightUnder === 'old' ? 'right' : 'wrong'} and is ${witness.rightUnder === 'old' ? 'wrong' : 'right'}`;
  }
  return word === 'read' && read !== undefined
    ? `${name}${rule}: ${read.sentence}`
    : `${name}${rule}: no message tells`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
