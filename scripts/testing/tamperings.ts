import { generateKeyPairSync } from 'node:crypto';
import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicHalf, publicPem } from '../../reports/attestation/key.ts';
import { edit, fileOfFailure, inRecord, passing, restate, rewrite } from './signed-run.ts';

/** What was done, and what must be said of it: check, place, words. */
export type Tampering = [what: string, tamper: (dir: string) => void, ...findings: [check: string, words: RegExp][]];

export const tamperings: Tampering[] = [
  [
    'one byte of an answer',
    (dir) => edit(dir, fileOfFailure(dir), (text) => text.replace('"status": 200', '"status": 400')),
    ['exchanges', /exchanges\/[0-9a-f]{64}\.json: exchange x\d+ of says\.scope.*: its bytes have the sha256/],
  ],
  [
    'an exchange deleted',
    (dir) => rmSync(join(dir, fileOfFailure(dir))),
    ['exchanges', /exchanges\/.*: exchange x\d+ of says\.scope.*: its file is not there/],
  ],
  [
    'an exchange added',
    (dir) => writeFileSync(join(dir, `exchanges/${'0'.repeat(64)}.json`), '{}\n'),
    ['files', /exchanges\/0{64}\.json: it belongs to nothing in this run/],
  ],
  [
    'a file put in the place of another by a link',
    (dir) => {
      renameSync(join(dir, 'report.html'), join(dir, 'r.html'));
      symlinkSync('r.html', join(dir, 'report.html'));
    },
    ['files', /report\.html: it was signed, and is not there/],
    ['files', /r\.html: it belongs to nothing/],
  ],
  [
    'a verdict turned to passed in the record',
    (dir) =>
      inRecord(dir, (record) => ({
        ...record,
        verdicts: record.verdicts.map((one) => (one.outcome === 'failed' ? { ...one, outcome: 'passed' } : one)),
      })),
    ['files', /record\.json: it is not what was signed/],
    ['record', /events\.jsonl comes to: at \/verdicts\/\d+\/outcome/],
    ['verdicts', /says\.scope in the case says\.scope\/without.* is passed .*; judged again: failed/],
  ],
  [
    'a verdict removed from the record',
    (dir) =>
      inRecord(dir, (record) => ({
        ...record,
        verdicts: record.verdicts.filter(({ outcome }) => outcome !== 'failed'),
      })),
    ['verdicts', /says\.scope in the case says\.scope\/without.* is without a verdict; judged again: failed/],
    ['result', /it says "failed", and what it found comes to "passed"/],
  ],
  [
    'the result changed in the record',
    (dir) => edit(dir, 'record.json', (text) => text.replace('"result": "failed"', '"result": "passed"')),
    ['result', /record\.json\/result: it says "passed", and what it found comes to "failed"/],
    ['statement', /at \/predicate\/.* it says something else than the record/],
  ],
  [
    'a sentence of a report',
    (dir) => edit(dir, 'report.html', (text) => text.replace('falls short of', 'does all of')),
    ['files', /report\.html: it is not what was signed/],
    ['reports', /report\.html: it is not what the record gives/],
  ],
  [
    'a line of the events',
    (dir) => edit(dir, 'events.jsonl', (text) => text.replace('"outcome":"failed"', '"outcome":"passed"')),
    ['files', /events\.jsonl: it is not what was signed/],
    ['record', /at \/verdicts\/\d+\/outcome it says something else/],
  ],
  [
    'a line of the events that is none any more',
    (dir) => edit(dir, 'events.jsonl', (text) => text.replace('{"type":"verdict"', '{"type":"verdikt"')),
    ['record', /events\.jsonl:\d+: This is not what sendproof writes/],
  ],
  ['no record', (dir) => rmSync(join(dir, 'record.json')), ['record', /record\.json: it is not there/]],
  [
    'a character of the signature',
    (dir) => edit(dir, 'attestation.json', (text) => text.replace(/("sig": ".)(.)/, (_, a, b) => a + other(b))),
    ['signature', /attestation\.json: the signature: it does not fit/],
  ],
  [
    'a character of what was signed',
    (dir) => edit(dir, 'attestation.json', (text) => text.replace(/("payload": ".{99})(.)/, (_, a, b) => a + other(b))),
    ['signature', /attestation\.json: the signature: it does not fit/],
  ],
  [
    'a line more in the public key, which still is the same',
    (dir) => edit(dir, 'attestation.pub', (text) => `${text}\n`),
    ['signature', /attestation\.pub: the public key: it is not written as sendproof writes it/],
  ],
  [
    'the public key alone',
    (dir) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeFileSync(join(dir, 'attestation.pub'), publicPem(publicHalf(privateKey)));
    },
    ['signature', /names another key/],
  ],
  [
    'verdicts, with events, reports, digests and statement made to fit, but without the private key',
    (dir) => {
      rewrite(dir, passing);
      restate(dir);
    },
    ['signature', /it does not fit what it is about/],
    ['verdicts', /is passed .*; judged again: failed/],
  ],
];

const other = (character: string): string => (character === 'A' ? 'B' : 'A');

/** The same, and signed by somebody else: nothing but the meaning gives it away. */
export const resigned: Tampering[] = [
  ['verdicts', (dir) => rewrite(dir, passing), ['verdicts', /is passed .*; judged again: failed/]],
  [
    'a verdict left out',
    (dir) => rewrite(dir, (event) => (event.type === 'verdict' && event.verdict.outcome === 'failed' ? [] : [event])),
    ['verdicts', /says\.scope in the case .* is without a verdict; judged again: failed/],
  ],
  [
    'a verdict said twice',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'verdict' && event.verdict.clause === 'says.scope' ? [event, event] : [event],
      ),
    ['verdicts', /says\.scope in the case .*; judged again: no such verdict/],
  ],
  [
    'a verdict that stands on no exchange',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'verdict' && event.verdict.outcome === 'failed'
          ? [{ ...event, verdict: { ...event.verdict, outcome: 'passed', exchange: null } }]
          : [event],
      ),
    ['verdicts', /is "passed" without an exchange/],
    ['verdicts', /says that nothing was sent, and there are exchanges/],
  ],
  [
    'the level of a clause',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'plan'
          ? [
              {
                ...event,
                clauses: event.clauses.map((one) => (one.id === 'says.scope' ? { ...one, level: 'info' } : one)),
              },
            ]
          : [event],
      ),
    ['plan', /the clause says\.scope is not as it comes from the contract: \/level is another/],
  ],
  [
    'what a case expects',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'plan'
          ? [
              {
                ...event,
                cases: event.cases.map((one) =>
                  one.id === 'says.scope/without' ? { ...one, expectation: { kind: 'refusal', level: 'info' } } : one,
                ),
              },
            ]
          : [event],
      ),
    ['plan', /the case says\.scope\/without is not as it comes from the contract: \/expectation\/level is another/],
  ],
  [
    'a control left out',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'plan'
          ? [{ ...event, cases: event.cases.filter(({ controls }) => controls.length > 0) }]
          : [event],
      ),
    ['plan', /is there without its control/],
    ['verdicts', /the exchanges cannot be judged: the exchange x\d+ is of no case/],
  ],
  [
    'the counts',
    (dir) =>
      rewrite(dir, (event) =>
        event.type === 'coverage' ? [{ ...event, coverage: { ...event.coverage, decided: 85, holes: [] } }] : [event],
      ),
    ['counts', /record\.json\/coverage: \/decided is not what comes of counting/],
  ],
];
