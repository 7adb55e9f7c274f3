import { readFileSync } from 'node:fs';
import type { Case } from '../../contracts/cases/case.ts';
import { casesOf } from '../../contracts/cases/catalogue.ts';
import type { Engine } from '../../contracts/cases/engine.ts';
import type { Level } from '../../contracts/clauses/clause.ts';
import { type Contract, readContract } from '../../contracts/clauses/contract.ts';
import { runContract } from '../../contracts/run.ts';
import { systemClock } from '../../contracts/target/clock.ts';
import { targetOf } from '../../contracts/target/profile.ts';
import { openTransport } from '../../contracts/target/transport.ts';
import { serve } from '../../fixtures/reference/index.ts';
import type { RunEvent } from '../../reports/record/events.ts';
import { fold } from '../../reports/record/fold.ts';
import type { RunRecord } from '../../reports/record/record.ts';

const ownContract = readContract(readFileSync(new URL('../../contracts/openapi-v2.json', import.meta.url), 'utf8'));

export { ownContract as contract };

/** A target as a test has it: somewhere on loopback, with a profile. */
export type TestTarget = { profile: unknown; env: Record<string, string>; close(): Promise<void> };

/** The record of a contract run on a target; the target is closed afterwards. */
export async function audit(
  server: TestTarget,
  {
    engines = ['probe'],
    contract = ownContract,
    cases = casesOf(contract),
    seed = 1,
  }: { engines?: readonly Engine[]; contract?: Contract; cases?: readonly Case[]; seed?: number } = {},
): Promise<RunRecord> {
  const checked = targetOf(server.profile, server.env);
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const { target } = checked;
  const events: RunEvent[] = [
    {
      type: 'header',
      header: {
        schemaVersion: '1.0',
        tool: { name: 'sendproof', version: 'test', node: process.version },
        command: 'contract',
        contract: { title: '', version: '', sha256: contract.document.sha256 },
        profile: target.profile,
        target: { name: target.name, baseUrl: target.baseUrl },
        startedAt: '2026-01-01T00:00:00.000Z',
        seed,
        strict: false,
      },
    },
    { type: 'plan', clauses: contract.clauses, cases: [...cases], unread: contract.unread },
  ];
  try {
    await runContract(
      { contract, cases, engines, target, seed },
      {
        transport: openTransport(),
        clock: systemClock(),
        signal: new AbortController().signal,
        emit: (event) => events.push(event),
      },
    );
  } finally {
    await server.close();
  }
  return fold([...events, { type: 'footer', finishedAt: '2026-01-01T00:00:01.000Z' }]);
}

export async function auditReference(
  what: { defect?: string; variant?: string },
  options?: Parameters<typeof audit>[1],
): Promise<RunRecord> {
  return audit(await serve(what), options);
}

/** Clauses with a failed verdict of a level. */
export function brokenClauses({ verdicts }: RunRecord, of: Level = 'must'): string[] {
  const broken = verdicts.filter(({ outcome, level }) => outcome === 'failed' && level === of);
  return [...new Set(broken.map(({ clause }) => clause))].sort();
}
