import fc from 'fast-check';
import { expect, test } from 'vitest';
import { at, documentText, documentWith } from '../../contracts/clauses/testing/document.ts';
import { changesBetween } from '../../contracts/diff/changes.ts';
import { readDescription } from '../../contracts/diff/document.ts';
import { annotationsOfDiff } from '../diff/annotations.ts';
import { hostileRecord } from '../testing/hostile-record.ts';
import { failedRecord } from '../testing/sample-record.ts';
import type { Annotation } from './annotation.ts';
import { codeQuality } from './code-quality.ts';
import { annotationsOfRun } from './run.ts';
import { workflowCommands } from './workflow-commands.ts';

const one: Annotation = {
  level: 'error',
  line: 7,
  title: 'This hurts clients',
  message: 'cc[].email may have 100 characters',
  rule: 'request.body.cc[].email.maxLength',
  identity: ['diff', 'request.body.cc[].email.maxLength'],
};

const nobody = { builtIn: true, pacts: [], broken: [] };

/** A workflow command as GitHub's runner reads it: what is escaped comes back. */
function parsed(command: string): { level: string; properties: Record<string, string>; message: string } {
  const [, level = '', said = '', message = ''] = /^::(\w+) ([^:]*)::(.*)$/s.exec(command) ?? [];
  const plain = (text: string): string =>
    text.replace(/%2C/g, ',').replace(/%3A/g, ':').replace(/%0A/g, '\n').replace(/%0D/g, '\r').replace(/%25/g, '%');
  const properties = said.split(',').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return [name, plain(value.join('='))];
  });
  return { level, properties: Object.fromEntries(properties), message: plain(message) };
}

test('a workflow command says what it was given, whatever that holds', () => {
  const words = fc.string({ unit: 'grapheme' }).map((text) => `a${text.replace(/\s+/g, ' ')}z`);
  const file = fc.stringMatching(/^[\w/,:%-]{1,40}$/);
  fc.assert(
    fc.property(words, words, file, fc.integer({ min: 1, max: 9999 }), (title, message, path, line) => {
      const [command = '', ...others] = workflowCommands([{ ...one, title, message, line }], path);
      expect(others).toEqual([]);
      expect(command).not.toMatch(/[\r\n]/);
      const read = parsed(command);
      expect(read).toMatchObject({ level: 'error', properties: { file: path, line: `${line}` } });
      expect(read.message).toMatch(/^a.*z$/u);
      expect(Object.keys(read.properties)).toEqual(['file', 'line', 'title']);
    }),
  );
  const known = workflowCommands([{ ...one, title: '50 %: a, b', message: '100 % :: 5\n6' }], 'a.json');
  expect(known).toEqual(['::error file=a.json,line=7,title=50 %25%3A a%2C b::100 %25 :: 5 6']);
});

test('GitHub shows ten of a step: the worst come first, and the last counts the rest', () => {
  const warnings = Array.from(
    { length: 12 },
    (_, index): Annotation => ({ ...one, level: 'warning', line: index + 1 }),
  );
  const commands = workflowCommands([...warnings, one], 'a.json');
  expect(commands).toHaveLength(10);
  expect(commands[0]).toContain('::error file=a.json,line=7,');
  expect(commands[9]).toMatch(/^::notice .*::4 more findings at this file/);
  expect(workflowCommands([...warnings.slice(0, 9), one], 'a.json')).toHaveLength(10);
  expect(workflowCommands([...warnings.slice(0, 9), one], 'a.json').join()).not.toContain('more finding');
});

test('code quality: one issue at each line, with a fingerprint that stays when lines move', () => {
  const issues = (annotations: Annotation[]) => JSON.parse(codeQuality(annotations, 'api/a.json'));
  const other: Annotation = { ...one, level: 'warning', identity: ['run', one.rule] };
  const [first, second] = issues([other, one]);
  expect(first).toMatchObject({ severity: 'critical', location: { path: 'api/a.json', lines: { begin: 7 } } });
  expect(second).toMatchObject({ severity: 'minor' });
  expect(second.fingerprint).not.toBe(first.fingerprint);
  expect(issues([{ ...one, line: 9, message: 'with other figures' }])[0].fingerprint).toBe(first.fingerprint);
});

test('what is gone from a document is said where it was', () => {
  const now = documentWith({ [`${at.body}/properties/cc`]: undefined });
  const [old, description] = [readDescription(documentText), readDescription(now)];
  const open = changesBetween(old, description).filter(({ kind }) => kind !== 'nobody');
  const annotations = annotationsOfDiff({ open, consumers: nobody }, description.linesOf);
  const properties = now.split('\n').findIndex((line) => line.includes('"content": {')) - 1;
  expect(annotations.length).toBeGreaterThan(0);
  expect(annotations).toContainEqual(
    expect.objectContaining({ level: 'error', title: 'This hurts clients', line: expect.any(Number) }),
  );
  expect(annotations.every(({ line }) => line >= properties)).toBe(true);
});

test('of a run, each clause that fails has one annotation at its line', () => {
  const record = failedRecord();
  const annotations = annotationsOfRun(record);
  const rules = annotations.map(({ rule }) => rule);
  expect(rules).toEqual([...new Set(rules)]);
  const failed = record.verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === 'must');
  for (const { clause } of failed) {
    const line = record.clauses.find(({ id }) => id === clause)?.line;
    expect(annotations).toContainEqual(expect.objectContaining({ rule: clause, line, level: 'error' }));
  }
  expect(failed.length).toBeGreaterThan(0);
});

test('hostile words of a target stay inside of their command', () => {
  for (const command of workflowCommands(annotationsOfRun(hostileRecord()), 'a.json'))
    expect(command).toMatch(/^::(error|warning|notice) file=a\.json,line=\d+,title=[^\r\n]*$/);
});
