import type { Case } from '../../contracts/cases/case.ts';
import type { Clause } from '../../contracts/clauses/clause.ts';
import { repetitionOf } from '../../contracts/verdicts/repetition.ts';
import { fold } from '../record/fold.ts';
import type { RunRecord } from '../record/record.ts';
import { hostileComparison } from './hostile-comparison.ts';
import { hostileLoad } from './hostile-load.ts';
import { sampleCases } from './sample-cases.ts';
import { sampleClauses } from './sample-clauses.ts';
import { sampleConsumers } from './sample-consumers.ts';
import { sampleCells } from './sample-coverage.ts';
import { sampleEvidence, sampleFooter, sampleHeader } from './sample-record.ts';

/** Every text that has ever broken a report, in one. */
export const hostileText =
  '</script><script>alert(1)</script><img src=x onerror=alert(2)> ]]> --> <!-- & &amp; " \' \u0000\u0007\u001B[31m\u0085\u202E\uD800 \uDC00\uFFFE ```` | pipe \\ `tick` **bold** [link](javascript:alert(3)) # h @all\r\n\n\n---\n- item\n</details></pre>';

/** A record whose every text is hostile, with reasons of 1 MB, and verdicts that refer to nothing. */
export const hostileRecord = (text: string = hostileText): RunRecord => {
  const clauses: Clause[] = sampleClauses.map((c, i) => ({
    ...c,
    id: `${i}${text}`,
    text,
    pointer: text,
    source: c.source.kind === 'sentence' ? { kind: 'sentence', quote: text } : c.source,
  }));
  const cases: Case[] = sampleCases.map((c, i) => ({
    ...c,
    id: `${i}${text}`,
    title: text,
    clauses: clauses.slice(i % clauses.length, (i % clauses.length) + 1).map((clause) => clause.id),
    fault: { kind: 'keyword', keyword: text, at: text },
  }));
  const megabyte = text.padEnd(1_000_000, `${text} `);
  const outcomes = ['failed', 'passed', 'cantTell', 'untested', 'inapplicable'] as const;
  const verdicts = cases.flatMap((c, i) =>
    outcomes.slice(i % 5, (i % 5) + 1).map((outcome) => ({
      type: 'verdict' as const,
      verdict: {
        case: c.id,
        clause: c.clauses[0] ?? 'none',
        level: 'must' as const,
        engine: 'probe' as const,
        outcome,
        reason: i < 5 ? megabyte : text,
        exchange: `${c.id}.probe`,
      },
    })),
  );
  return fold([
    {
      ...sampleHeader,
      header: {
        ...sampleHeader.header,
        command: text,
        target: { name: text, baseUrl: text },
        contract: { title: text, version: text, sha256: text },
        startedAt: text,
        waivers: [{ case: `0${text}`, reason: megabyte, owner: text, expires: '2027-01-31' }],
      },
    },
    { type: 'plan', clauses, cases, unread: [{ pointer: text, line: 3, quote: text }] },
    ...cases.map((c) => {
      const evidence = sampleEvidence(c, 'probe');
      const body = { bytes: megabyte.length, cut: false, text: megabyte };
      return {
        type: 'evidence' as const,
        evidence: {
          ...evidence,
          curl: megabyte,
          request: { ...evidence.request, headers: [[text, megabyte] as [string, string]], body },
          answer: { kind: 'none' as const, cause: 'broken' as const, reason: text },
        },
      };
    }),
    ...verdicts,
    {
      type: 'verdict',
      verdict: {
        case: 'nobody planned me',
        clause: 'nor me',
        level: 'must',
        engine: 'pact',
        outcome: 'failed',
        reason: text,
        exchange: 'gone',
      },
    },
    {
      type: 'disagreement',
      disagreement: {
        case: text,
        engine: 'dredd',
        opinion: { case: text, engine: 'dredd', entry: 0, outcome: 'fault', words: megabyte },
        judged: 'failed',
        explanation: null,
      },
    },
    { type: 'opinion', opinion: { case: `1${text}`, engine: 'dredd', entry: 0, outcome: 'fault', words: text } },
    {
      type: 'coverage',
      coverage: {
        clauses: 1,
        planned: 1,
        decided: 0,
        holes: clauses.map((c) => ({ clause: c.id, reason: megabyte })),
        cells: sampleCells(clauses, cases, {
          undecided: clauses.slice(0, 1).map((c) => c.id),
          reason: (kind) => (kind === 'undecided' ? megabyte : text),
        }),
      },
    },
    {
      type: 'repetition',
      repetition: repetitionOf(
        cases,
        cases.map((c) => ({ id: text, case: c.id, answer: { kind: 'none', cause: 'broken', reason: text } })),
        [],
      ),
    },
    ...sampleConsumers(text, megabyte, `${cases[0]?.id}.probe`),
    { type: 'load', load: hostileLoad(text, megabyte) },
    { type: 'load', load: { ...hostileLoad(text, megabyte), valid: true, complete: false } },
    { type: 'comparison', ...hostileComparison(text, megabyte) },
    { type: 'notRun', notRun: { what: text, why: text, hint: text } },
    { type: 'fault', fault: { where: text, message: megabyte } },
    sampleFooter,
  ]);
};
