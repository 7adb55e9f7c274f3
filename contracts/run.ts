import { ordinary } from './cases/build.ts';
import type { Case } from './cases/case.ts';
import type { Engine } from './cases/engine.ts';
import type { Contract } from './clauses/contract.ts';
import { publicWordsOf } from './clauses/words.ts';
import { isOfConsumer } from './consumers/verify/result.ts';
import { lookForAnother, sendAlone } from './engines/again.ts';
import type { EngineContext, Planned } from './engines/engine.ts';
import { engineTable, runEngines } from './engines/index.ts';
import type { Opinion } from './engines/opinion.ts';
import { planSending, type SendingPlan } from './engines/plan.ts';
import { smoke } from './engines/smoke.ts';
import type { Clock } from './target/clock.ts';
import { openDoor } from './target/door.ts';
import { type Evidence, latestNumber, type Recorded } from './target/evidence.ts';
import { type Gate, openGate } from './target/gate.ts';
import type { Target } from './target/profile.ts';
import { redactor, remover } from './target/redact.ts';
import type { Transport } from './target/transport.ts';
import { accidentsOf } from './verdicts/accidents.ts';
import { coverageOf } from './verdicts/coverage.ts';
import { disagreementsOf } from './verdicts/disagreement.ts';
import { judgeAll, readAll } from './verdicts/judge.ts';
import { type Repetition, repetitionOf } from './verdicts/repetition.ts';
import type { Coverage, Disagreement, Verdict } from './verdicts/verdict.ts';

/** What a contract run finds out, said as it happens. */
export type ContractEvent =
  | { type: 'evidence'; evidence: Evidence }
  | { type: 'opinion'; opinion: Opinion }
  | { type: 'verdict'; verdict: Verdict }
  | { type: 'disagreement'; disagreement: Disagreement }
  | { type: 'coverage'; coverage: Coverage }
  | { type: 'repetition'; repetition: Repetition }
  | { type: 'notRun'; notRun: { what: string; why: string; hint: string } }
  | { type: 'fault'; fault: { where: string; message: string } };

export type ContractPlan = {
  contract: Contract;
  cases: readonly Case[];
  engines: readonly Engine[];
  target: Target;
  /** Decides the order of the cases and what is drawn at random. */
  seed: number;
  /** Exchanges of an earlier part of this run, whole: what was answered is not sent again. */
  before?: readonly Recorded[];
};

export type ContractEffects = {
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  emit: (event: ContractEvent) => void;
};

/** Sends every case by every engine that can, judges what came back, and says what it means. Rejects only for a bug. */
export async function runContract(plan: ContractPlan, effects: ContractEffects): Promise<void> {
  const { contract, cases, target, before = [] } = plan;
  const { emit } = effects;
  const exchanges: Recorded[] = before.filter((one) => !isOfConsumer(one));
  const publicWords = publicWordsOf(contract);
  const redact = redactor(target, publicWords);
  const gate = openGate({
    ...effects,
    target,
    before: latestNumber(before),
    onExchange: (exchange) => {
      const evidence = redact(exchange);
      exchanges.push(evidence);
      emit({ type: 'evidence', evidence });
    },
  });
  const { planned, notSent } = planSending(cases, plan.engines, target, plan.seed);
  const blame = before.length === 0 ? await smoke(planned, gate) : undefined;
  if (blame !== undefined) emit({ type: 'notRun', notRun: blame });
  const clean = remover(target, publicWords);
  // A target may answer with what it was sent, and an engine repeat it.
  const opinions = (blame === undefined ? await sendAll(plan, planned, exchanges, gate, effects) : []).map((one) => ({
    ...one,
    words: clean(one.words),
  }));

  // What the set-up is to blame for says nothing about the target.
  const judged = blame === undefined ? judgeAll(proofOf(plan, exchanges)) : [];
  const verdicts = [...notSent.flatMap(verdictsOnUnsent), ...judged];
  for (const verdict of verdicts) emit({ type: 'verdict', verdict });
  for (const opinion of opinions) emit({ type: 'opinion', opinion });
  for (const disagreement of disagreementsOf(opinions, judged, exchanges, (engine, clause) =>
    engineTable[engine].blindTo(clause),
  ))
    emit({ type: 'disagreement', disagreement });
  emit({ type: 'coverage', coverage: coverageOf(contract, cases, verdicts) });
  // What the set-up is to blame for was not looked at.
  if (blame === undefined) emit({ type: 'repetition', repetition: repetitionOf(cases, exchanges, judged) });
}

function proofOf({ contract, cases, target }: ContractPlan, exchanges: readonly Recorded[]) {
  return { contract, cases, exchanges, attachmentKnown: target.attachmentUrl !== undefined };
}

function verdictsOnUnsent({ case: one, why }: SendingPlan['notSent'][number]): Verdict[] {
  return one.clauses.map((clause) => ({
    case: one.id,
    clause,
    level: one.expectation.level,
    engine: 'probe',
    outcome: why.kind,
    reason: why.kind === 'untested' ? why.why : 'this does not apply to the target, by its profile',
    exchange: null,
    ...(why.kind === 'untested' && why.accepted ? { accepted: true as const } : {}),
  }));
}

/** All engines side by side, and then again what failed. `exchanges` grows as they go. */
async function sendAll(
  plan: ContractPlan,
  planned: readonly Planned[],
  exchanges: readonly Recorded[],
  gate: Gate,
  effects: ContractEffects,
): Promise<Opinion[]> {
  const door = await openDoor(gate, plan.cases);
  const { contract, seed, before = [] } = plan;
  const context = { contract, planned, gate, door, signal: effects.signal, seed, before };
  try {
    const opinions = await runEngines(plan.engines, context, exchanges, (where, message) =>
      effects.emit({ type: 'fault', fault: { where, message } }),
    );
    if (plan.engines.includes('probe')) await sendFailedAgain(plan, context, exchanges);
    return opinions;
  } finally {
    await door.close();
  }
}

function isSentOnce({ case: one }: Planned): boolean {
  return one.times === undefined && one.request.body.kind !== 'drawn';
}

/** Sending a case again takes nothing from its failure: it shows how often it comes, and whether it comes alone. */
async function sendFailedAgain(
  plan: ContractPlan,
  context: EngineContext,
  exchanges: readonly Recorded[],
): Promise<void> {
  const failed = judgeAll(proofOf(plan, exchanges)).filter(
    ({ outcome, level }) => outcome === 'failed' && level !== 'info',
  );
  // One case of each clause first: there may be more than are sent again.
  const firsts = [...new Map(failed.toReversed().map((verdict) => [verdict.clause, verdict.case])).values()];
  const byCase = Map.groupBy(context.planned, ({ case: one }) => one.id);
  const again = new Set([...firsts, ...failed.map((verdict) => verdict.case)]);
  await sendAlone([...again].flatMap((id) => byCase.get(id) ?? []).filter(isSentOnce), context);
  const plain = context.planned.find(({ case: one }) => one.id === ordinary);
  if (plain === undefined) return;
  const found = accidentsOf(readAll({ cases: plan.cases, exchanges }));
  for (const kind of ['missing', 'serverErrors'] as const) {
    if (found[kind] !== 1) continue;
    let seen = exchanges.length;
    const cameAgain = () => {
      const fresh = exchanges.slice(seen);
      seen += fresh.length;
      found[kind] += accidentsOf(readAll({ cases: plan.cases, exchanges: fresh }))[kind];
      return found[kind] > 1;
    };
    await lookForAnother(plain, cameAgain, context);
  }
}
