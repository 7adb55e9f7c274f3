import type { Recorded } from '../../contracts/target/evidence.ts';
import type { RunEvent } from '../../reports/record/events.ts';
import type { OpenRun } from '../../reports/record/writer.ts';

/** How far a run has come: what a later part of it counts on from. */
export type SoFar = {
  exchanges: readonly Recorded[];
  /** Whether something that was asked for was not done, such as when a target does not answer. */
  notRun: boolean;
};

/**
 * Appends what a part of a run says, and gives each exchange with how many there are. A record that can no longer be written
 * aborts `signal`: nothing is sent that leaves no trace.
 */
export function appendTo(
  run: OpenRun,
  before: readonly Recorded[],
  onExchange: (latest: Recorded, count: number) => void,
): {
  emit: (event: RunEvent) => void;
  signal: AbortSignal;
  /** How far it came; throws why the record could not be written. */
  end: () => SoFar;
} {
  const broken = new AbortController();
  const exchanges = [...before];
  let notRun = false;
  const emit = (event: RunEvent): void => {
    if (broken.signal.aborted) return;
    try {
      run.append(event);
    } catch (error) {
      broken.abort(error);
      return;
    }
    if (event.type === 'notRun') notRun = true;
    if (event.type !== 'evidence') return;
    exchanges.push(event.evidence);
    onExchange(event.evidence, exchanges.length);
  };
  const end = (): SoFar => {
    if (broken.signal.aborted) throw broken.signal.reason;
    return { exchanges, notRun };
  };
  return { emit, signal: broken.signal, end };
}
