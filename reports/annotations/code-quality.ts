import { sha256 } from '../record/exchange-file.ts';
import { shortLine } from '../text.ts';
import { type Annotation, worstFirst } from './annotation.ts';

const severities = { error: 'critical', warning: 'minor', notice: 'info' } as const;

/**
 * Annotations as a GitLab Code Quality report, which is shown beside the lines of a merge request. `file` is a path from
 * the root of the repository.
 */
export const codeQuality = (annotations: readonly Annotation[], file: string): string => {
  const issues = worstFirst(annotations).map(({ level, line, title, message, rule, identity }) => ({
    description: shortLine(`${title}: ${message}`, 2000),
    check_name: shortLine(rule, 250),
    // GitLab shows one of those with the same fingerprint, and takes one that it knows from before for no news.
    fingerprint: sha256(JSON.stringify([file, ...identity])),
    severity: severities[level],
    location: { path: file, lines: { begin: line } },
  }));
  return `${JSON.stringify(issues, null, 1)}\n`;
};
