/** What waiting needs of the world. Times are milliseconds. */
export type Waiting = {
  fetch: typeof fetch;
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  signal: AbortSignal;
};

/** What a proxy says of a service that is not there yet. */
const notYet = new Set([502, 503, 504]);

/**
 * Waits until a service answers, whatever it answers, and returns whether it does. What becomes of one that does not is
 * for the check to say.
 */
export async function untilAnswers(
  url: string,
  limit: number,
  { fetch, now, sleep, signal }: Waiting,
): Promise<boolean> {
  const end = now() + limit;
  for (;;) {
    const answers = await fetch(url, {
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
    }).then(
      async (answer) => {
        await answer.body?.cancel();
        return !notYet.has(answer.status);
      },
      () => false,
    );
    if (answers || signal.aborted || now() >= end) return answers;
    await sleep(500);
  }
}
