import type { Exchange } from '../target/exchange.ts';
import type { Gate } from '../target/gate.ts';
import { openConnection } from '../target/transport.ts';
import type { Planned } from './engine.ts';

/** Sends what is planned as the probe does, byte for byte: what belongs before it first, on the same connection. */
export async function sendPlanned(planned: Planned, gate: Gate, round = planned.round): Promise<Exchange> {
  const { case: one, entry, message, thread, before } = planned;
  const sending = { case: one, engine: 'probe', entry, round } as const;
  if (before === undefined) return gate.send(sending, thread, message);
  const connection = openConnection();
  try {
    let after: string | undefined;
    for (const first of before) {
      const own = {
        case: first.case,
        engine: 'probe',
        entry: first.entry,
        round,
        ...(after ? { after } : {}),
      } as const;
      after = (await gate.send(own, first.thread, first.message, connection)).id;
    }
    return await gate.send({ ...sending, ...(after ? { after } : {}) }, thread, message, connection);
  } finally {
    connection.close();
  }
}
