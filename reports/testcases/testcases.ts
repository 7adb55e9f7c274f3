import { hasLapsed, type WaiverStanding } from '../record/waivers/standing.ts';
import { clip, list, sentence } from '../text.ts';
import type { CaseResult, EngineResult } from '../view/cases.ts';
import { quotation } from '../view/clauses.ts';
import type { View } from '../view/index.ts';
import { standingInWords, waiverInWords, waives } from '../view/waivers.ts';
import { consumerTests } from './consumers.ts';
import { evidenceText, verdictLines } from './evidence.ts';
import { loadTests } from './load.ts';
import { speedTests } from './speed.ts';
import { plainTest, type TestCase, type TestOutcome } from './testcase.ts';

/** Every case with every engine that tried it, every interaction of a consumer, every comparison, every load, every waiver, and whatever the run did not do. */
export const testcases = (view: View): TestCase[] => [
  ...unfinished(view),
  ...view.cases.flatMap((result) =>
    result.engines.length === 0
      ? [neverSent(view, result)]
      : result.engines.map((engine) => ofEngine(view, result, engine)),
  ),
  ...consumerTests(view),
  ...speedTests(view.record),
  ...view.record.loads.flatMap(loadTests),
  ...view.waivers.map(ofWaiver),
];

/** A case as one engine, or none, tried it. */
const caseTest = (
  view: View,
  result: CaseResult,
  { engine, verdicts }: Pick<EngineResult, 'verdicts'> & { engine: string },
  outcome: TestOutcome,
): TestCase => {
  const id = `${result.id} [${engine}]`;
  const failed = result.failures.filter((v) => v.engine === engine).map((v) => v.clause);
  const ids = new Set([...failed, ...(result.case?.clauses ?? verdicts.map((v) => v.clause))]);
  const clauses = [...ids].flatMap((clause) => view.find.clause(clause) ?? []);
  return {
    ...plainTest(`contract: ${engine}`, result.title === result.id ? id : `${id} ${result.title}`, outcome),
    id,
    classname: `contract.${result.state}`,
    line: clauses[0]?.line ?? null,
    clauses,
  };
};

const neverSent = (view: View, result: CaseResult): TestCase => ({
  ...caseTest(
    view,
    result,
    { engine: 'no engine', verdicts: [] },
    {
      kind: 'skipped',
      why: 'untested',
      message: 'untested: no engine sent this case',
      body: '',
    },
  ),
  suite: 'contract: not sent',
});

const ofEngine = (view: View, result: CaseResult, engine: EngineResult): TestCase => {
  const ids = new Set(engine.verdicts.map((v) => v.exchange));
  const exchanges = [...ids].flatMap((id) => view.find.exchange(id) ?? []);
  const waived = new Map(result.waived.map(({ verdict, waiver }) => [verdict, waiverInWords(waiver)]));
  const beside = engine.verdicts.filter((v) => v.outcome === 'failed' && !result.failures.includes(v));
  return {
    ...caseTest(view, result, engine, engineOutcome(view, result, engine)),
    milliseconds: exchanges.reduce((sum, e) => sum + e.duration, 0),
    output: beside.map((v) => `${waived.get(v) ?? v.level}: ${verdictLines(view, v)}`).join('\n\n'),
  };
};

const engineOutcome = (view: View, result: CaseResult, engine: EngineResult): TestOutcome => {
  const failures = result.failures.filter((v) => v.engine === engine.engine);
  const [worst] = failures;
  if (worst) {
    const clauses = list([...new Set(failures.map((v) => v.clause))]);
    const demand = view.find.clause(worst.clause);
    return {
      kind: 'failure',
      type: worst.clause,
      message: `${clip(worst.reason, 1000)} [${clauses}]${demand ? ` The contract, line ${demand.line}: ${quotation(demand)}` : ''}`,
      body: evidenceText(view, result, failures),
    };
  }
  const fault = engine.opinions.find((o) => o.outcome === 'fault');
  const open = engine.verdicts.filter((v) => v.outcome === 'cantTell');
  if (fault && engine.verdicts.every((v) => v.outcome !== 'passed' && v.outcome !== 'failed')) {
    return { kind: 'error', type: 'harness', message: fault.words, body: evidenceText(view, result, open) };
  }
  if (engine.outcome === 'waived') return waivedOutcome(view, result, engine);
  if (engine.outcome === 'cantTell') {
    const reason = open[0]?.reason ?? 'no reason was given';
    // Another engine could tell: then this is no hole in the answer, and must not turn a build red.
    if (result.outcome !== 'cantTell') {
      const message = `${engine.engine} can't tell, another engine could: ${reason}`;
      return { kind: 'skipped', why: 'cantTell', message, body: '' };
    }
    return {
      kind: 'error',
      type: 'cantTell',
      message: `can't tell: ${reason}`,
      body: evidenceText(view, result, open),
    };
  }
  if (engine.outcome === 'untested' || engine.outcome === 'inapplicable') {
    const verdict = engine.verdicts.find((v) => v.outcome === engine.outcome);
    const accepted = verdict?.accepted === true;
    const message = `${engine.outcome}: ${verdict?.reason ?? 'no verdict'}${accepted ? ' (accepted by the profile)' : ''}`;
    return { kind: 'skipped', why: accepted ? 'untested-accepted' : engine.outcome, message, body: '' };
  }
  return { kind: 'passed' };
};

/** Skipped: then CI stays green and still lists it, with the message and all that a failure would show. */
const waivedOutcome = (view: View, result: CaseResult, { engine }: EngineResult): TestOutcome => {
  const own = result.waived.filter(({ verdict }) => verdict.engine === engine);
  const verdicts = own.map(({ verdict }) => verdict);
  const said = own
    .slice(0, 1)
    .map(({ verdict, waiver }) => `${waiverInWords(waiver)}. What failed: ${clip(verdict.reason, 1000)}`);
  const clauses = list([...new Set(verdicts.map((v) => v.clause))]);
  const message = `${said.join('')} [${clauses}]`;
  return { kind: 'skipped', why: 'waived', message, body: evidenceText(view, result, verdicts) };
};

const waiverOutcome = (one: WaiverStanding): TestOutcome =>
  hasLapsed(one)
    ? {
        kind: 'failure',
        type: `waiver-${one.standing}`,
        message: `${standingInWords(one)} It was ${waiverInWords(one.waiver)}`,
        body: '',
      }
    : { kind: 'passed' };

const ofWaiver = (one: WaiverStanding): TestCase => ({
  ...plainTest('waivers', `the waiver of ${waives(one.waiver)} holds`, waiverOutcome(one)),
  output: hasLapsed(one) ? '' : `${waiverInWords(one.waiver)}\n${standingInWords(one)}`,
});

/** What keeps the run from an answer and belongs to no case. */
const unfinished = ({ record }: View): TestCase[] => {
  const errors: { name: string; type: string; message: string; line?: number }[] = [
    ...(record.finishedAt === null
      ? [
          {
            name: 'the run finished',
            type: 'interrupted',
            message: 'The run did not finish; this is what it found until then.',
          },
        ]
      : []),
    ...record.faults.map((f, i) => ({
      name: `the harness works (${i + 1}): ${f.where}`,
      type: 'harness',
      message: f.message,
    })),
    ...record.notRun.map((n, i) => ({
      name: `${n.what} was run (${i + 1})`,
      type: 'not-run',
      message: `not run: ${sentence(n.why)} ${n.hint}`,
    })),
    ...record.unread.map((u) => ({
      name: `line ${u.line} of the contract is read (${u.pointer})`,
      type: 'unread',
      message: `Nobody has said yet what this demands: ${u.quote}`,
      line: u.line,
    })),
    ...(record.verdicts.length + (record.consumers ?? []).length + record.loads.length === 0 &&
    record.experiment === null
      ? [{ name: 'something was tested', type: 'nothing', message: 'No verdict and no load.' }]
      : []),
  ];
  return errors.map(({ name, type, message, line = null }) => ({
    ...plainTest('run', name, { kind: 'error', type, message, body: '' }),
    line,
  }));
};
