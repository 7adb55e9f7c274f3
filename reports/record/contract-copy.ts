import type { Directory } from './read.ts';

/** What a run keeps the document in that it was made with, where that is not the one that sendproof comes with. */
export const contractCopies = ['contract.json', 'contract.yaml'] as const;

/** The file for the text of a document, by what it is written in. */
export const copyNameOf = (text: string): (typeof contractCopies)[number] => {
  try {
    JSON.parse(text);
    return 'contract.json';
  } catch {
    return 'contract.yaml';
  }
};

/** The text of the document that a run has kept, if it has. */
export const contractCopyIn = ({ files }: Pick<Directory, 'files'>): string | undefined =>
  contractCopies.flatMap((name) => files.get(name)?.toString() ?? [])[0];
