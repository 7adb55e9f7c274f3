import type { Case } from './cases/case.ts';
import type { Engine } from './cases/engine.ts';
import type { Contract } from './clauses/contract.ts';
import type { Planned } from './engines/engine.ts';
import { engineTable } from './engines/index.ts';
import type { Opinion } from './engines/opinion.ts';
import { smoke } from './engines/smoke.ts';
import type { Clock } from './target/clock.ts';
import { openDoor } from './target/door.ts';
import type { Evidence } from './target/evidence.ts';
import type { Exchange } from './target/exchange.ts';
import { type Gate, openGate } from './target/gate.ts';
import type { Target } from './target/profile.ts';
import { redact, remover } from './target/redact.ts';
import { type NotSent, resolve } from './target/resolve.ts';
import type { Transport } from './target/transport.ts';
import { coverageOf } from './verdicts/coverage.ts';
import { disagreementsOf } from './verdicts/disagreement.ts';
import { judgeAll } from './verdicts/judge.ts';
import type { Coverage, Disagreement, Verdict } from './verdicts/verdict.ts';

/** What a contract run finds out, said as it happens. */
export type ContractEvent =
  | { type: 'evidence'; evidence: Evidence }
  | { type: 'opinion'; opinion: Opinion }
  | { type: 'verdict'; verdict: Verdict }
  | { type: 'disagreement'; disagreement: Disagreement }
  | { type: 'coverage'; coverage: Coverage }
  | { type: 'notRun'; notRun: { what: string; why: string; hint: string } }
  | { type: 'fault'; fault: { where: string; message: string } };

export type ContractPlan = {
  contract: Contract;
  cases: readonly Case[];
  engines: readonly Engine[];
  target: Target;
};

export type ContractEffects = {
  transport: Transport;
  clock: Clock;
  signal: AbortSignal;
  emit: (event: ContractEvent) => void;
};

/** Sends every case by every engine that can, judges what came back, and says what it means. Rejects only for a bug. */
export async function runContract(plan: ContractPlan, effects: ContractEffects): Promise<void> {
  const { contract, cases, target } = plan;
  const { emit } = effects;
  const exchanges: Exchange[] = [];
  const gate = openGate({
    ...effects,
    target,
    onExchange: (exchange) => {
      exchanges.push(exchange);
      emit({ type: 'evidence', evidence: redact(exchange, target) });
    },
  });
  const { planned, notSent } = putTogether(plan);
  const blame = await smoke(planned, gate);
  if (blame !== undefined) emit({ type: 'notRun', notRun: blame });
  const opinions = blame === undefined ? await runEngines(plan, planned, gate, effects) : [];

  // What the set-up is to blame for says nothing about the target.
  const judged = blame === undefined ? judgeAll(contract, exchanges, target.attachmentUrl !== undefined) : [];
  const clean = remover(target);
  const verdicts = [...notSent, ...judged.map((one) => ({ ...one, reason: clean(one.reason) }))];
  for (const verdict of verdicts) emit({ type: 'verdict', verdict });
  for (const opinion of opinions) emit({ type: 'opinion', opinion: { ...opinion, words: clean(opinion.words) } });
  for (const disagreement of disagreementsOf(opinions, judged, exchanges, (engine, clause) =>
    engineTable[engine].blindTo(clause),
  ))
    emit({ type: 'disagreement', disagreement });
  emit({ type: 'coverage', coverage: coverageOf(contract, cases, verdicts) });
}

/** Each case with each entry of its state, and a verdict for each clause of a case that is not sent to this target. */
function putTogether({ cases, target, engines }: ContractPlan): { planned: Planned[]; notSent: Verdict[] } {
  const planned: Planned[] = [];
  const notSent: Verdict[] = [];
  for (const one of cases) {
    const resolved = resolve(one, target);
    if (resolved.kind !== 'ready') {
      notSent.push(...unsent(one, resolved));
      continue;
    }
    const ready = resolved.messages.map(({ message, thread }, entry) => ({ case: one, entry, message, thread }));
    if (ready.some((each) => engines.some((engine) => engineTable[engine].canSend(each)))) planned.push(...ready);
    else
      notSent.push(
        ...unsent(one, { kind: 'untested', why: `${engines.join(' and ')} cannot send it`, accepted: true }),
      );
  }
  return { planned, notSent };
}

function unsent(one: Case, reason: NotSent): Verdict[] {
  return one.clauses.map((clause) => ({
    case: one.id,
    clause,
    level: one.expectation.level,
    engine: 'probe',
    outcome: reason.kind,
    reason: reason.kind === 'untested' ? reason.why : 'the profile says that this does not apply to the target',
    exchange: null,
    ...(reason.kind === 'untested' && reason.accepted ? { accepted: true as const } : {}),
  }));
}

/** All engines side by side. One that cannot run is a fault of the harness, and keeps none of the others from running. */
async function runEngines(
  { contract, cases, engines }: ContractPlan,
  planned: readonly Planned[],
  gate: Gate,
  { emit, signal }: ContractEffects,
): Promise<Opinion[]> {
  const door = await openDoor(gate, cases);
  const probing = engines.includes('probe');
  // A target may store a channel_id on its thread, and on no other: whether it can do without is asked before one was
  // sent on that thread, and after one was sent on another.
  const first = probing ? ['given-and-stored', 'missing'].map((label) => `says.slack-channel-id/${label}`) : [];
  const rest = planned.filter((one) => !first.includes(one.case.id));
  try {
    for (const id of first)
      await engineTable.probe.run({
        contract,
        planned: planned.filter((one) => one.case.id === id),
        gate,
        door,
        signal,
      });
    const opinions = await Promise.all(
      engines.map((engine) => {
        const share = engine === 'probe' ? rest : planned;
        return engineTable[engine].run({ contract, planned: share, gate, door, signal }).catch((error: unknown) => {
          emit({
            type: 'fault',
            fault: { where: engine, message: error instanceof Error ? error.message : String(error) },
          });
          return [];
        });
      }),
    );
    return opinions.flat();
  } finally {
    await door.close();
  }
}
