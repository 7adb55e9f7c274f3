import { readFile } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import { casesOf } from '../../cases/catalogue.ts';
import { readContract } from '../../clauses/contract.ts';
import { systemClock } from '../../target/clock.ts';
import { openDoor } from '../../target/door.ts';
import type { Exchange } from '../../target/exchange.ts';
import { openGate } from '../../target/gate.ts';
import { targetOf } from '../../target/profile.ts';
import { resolve } from '../../target/resolve.ts';
import { openTransport } from '../../target/transport.ts';
import type { Planned, RunEngine } from '../engine.ts';
import { type Lie, openLiar, profile, token } from './liar.ts';

const contract = readContract(await readFile(new URL('../../openapi-v2.json', import.meta.url), 'utf8'));
const cases = casesOf(contract);

/** Runs one engine over some cases on the liar, through a real gate. */
export async function auditLiar(run: RunEngine, ids: string[], lie?: Lie, stop = new AbortController()) {
  const liar = await openLiar(lie);
  const checked = targetOf(profile(liar.url), { LIAR_TOKEN: token });
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  const { target } = checked;
  const exchanges: Exchange[] = [];
  const onExchange = (one: Exchange) => exchanges.push(one);
  const gate = openGate({ target, transport: openTransport(), clock: systemClock(), signal: stop.signal, onExchange });
  const door = await openDoor(gate, cases);
  onTestFinished(async () => {
    await door.close();
    await liar.close();
  });
  const planned = cases
    .filter(({ id }) => ids.includes(id))
    .flatMap((one): Planned[] => {
      const resolved = resolve(one, target);
      if (resolved.kind !== 'ready') throw new Error(`${one.id} is ${resolved.kind}`);
      return resolved.messages.map((message, entry) => ({ case: one, entry, round: 0, ...message }));
    });
  const opinions = await run({ contract, planned, gate, door, signal: stop.signal, seed: 1, before: [] });
  return { opinions, exchanges, seen: liar.seen, notPassed: opinions.filter(({ outcome }) => outcome !== 'passed') };
}

/** Cases with their entries, as a test can compare them. */
export function named(list: { case: string; entry: number }[]): string[] {
  return list.map((one) => `${one.case} ${one.entry}`).toSorted();
}
