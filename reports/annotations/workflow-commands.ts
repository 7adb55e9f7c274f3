import { plural, shortLine } from '../text.ts';
import { type Annotation, worstFirst } from './annotation.ts';

/** GitHub keeps ten annotations of a step and loses the rest without a word. */
export const mostOfAStep = 10;

type Command = { level: Annotation['level']; properties: Record<string, string>; message: string };

/**
 * Annotations as GitHub's workflow commands, a line each: at most so many, the worst first, the last of them a count of
 * the rest. `file` is a path from the root of the repository.
 */
export const workflowCommands = (annotations: readonly Annotation[], file: string, most = mostOfAStep): string[] => {
  const sorted = worstFirst(annotations);
  const shown = sorted.length > most ? sorted.slice(0, most - 1) : sorted;
  const rest = sorted.length - shown.length;
  return [
    ...shown.map(({ level, line, title, message }) => ({
      level,
      properties: { file, line: `${line}`, title },
      message,
    })),
    ...(rest > 0 ? [notice(`${plural(rest, 'more finding')} at this file: see the summary of the job.`, file)] : []),
  ].map(lineOf);
};

const notice = (message: string, file: string): Command => ({
  level: 'notice',
  properties: { file, line: '1', title: 'sendproof' },
  message,
});

/** A workflow command about the whole job. */
export const workflowCommand = (level: Annotation['level'], title: string, message: string): string =>
  lineOf({ level, properties: { title }, message });

const lineOf = ({ level, properties, message }: Command): string => {
  const said = Object.entries(properties).map(([name, value]) => `${name}=${inProperty(shortLine(value))}`);
  return `::${level} ${said.join(',')}::${inMessage(shortLine(message, 2000))}`;
};

/** As GitHub's own toolkit writes them: what would end the command is written as its code. */
const inMessage = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
