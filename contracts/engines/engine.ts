import type { Contract } from '../clauses/contract.ts';
import type { Door } from '../target/door.ts';
import type { Recorded } from '../target/evidence.ts';
import type { Message, Sending } from '../target/exchange.ts';
import type { Gate } from '../target/gate.ts';
import type { Opinion } from './opinion.ts';

/** One case put together with one entry of its state, once for each time: ready to be sent. */
export type Planned = Omit<Sending, 'engine' | 'after'> & {
  message: Message;
  thread: string;
  /** What is sent first, on the same connection. */
  before?: readonly Planned[];
};

export type EngineContext = {
  contract: Contract;
  planned: readonly Planned[];
  gate: Gate;
  /** The gate as a server, for engines that open their own sockets. */
  door: Door;
  signal: AbortSignal;
  /** Decides what is drawn at random. */
  seed: number;
  /** Exchanges of an earlier part of this run: what was answered is not sent again. */
  before: readonly Recorded[];
};

/**
 * Sends what it can send of the plan through the gate, and says what it thinks itself. Exchanges are the gate's to
 * record. Rejects when the engine itself could not run: a fault of the harness, never of the target.
 */
export type RunEngine = (context: EngineContext) => Promise<Opinion[]>;
