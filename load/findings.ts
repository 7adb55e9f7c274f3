import type { Finding } from './sample.ts';
import type { Problem, Tally } from './tally.ts';

/**
 * What a clean target does not do, as far as smoke can tell. Answers with 429 are no finding: they say that the load
 * was not wanted, and make the result invalid. Nor are refusals of the token on every request: those are the profile's.
 */
export function findingsOf(tally: Tally): Finding[] {
  const all = [...tally.channels];
  const answered = all.reduce((sum, [, { answered: count }]) => sum + count, 0);
  const unauthorised = all.reduce((sum, [, { unauthorised: count }]) => sum + count, 0);
  const setUp = answered > 0 && answered === unauthorised;
  const findings = all.flatMap(([channel, { requests, errors, wrong, exchanged }]) => [
    ...(setUp
      ? []
      : finding('errors', channel, errors, `of ${requests} requests had no answer with 200`, errors.reasons, requests)),
    ...finding('wrong-answers', channel, wrong, 'answers with 200 were against the contract', null, requests),
    ...finding(
      'exchanged-answers',
      channel,
      exchanged,
      'answers were those of another channel or thread',
      null,
      requests,
    ),
  ]);
  return [...findings, ...repeatedIds(tally)];
}

function repeatedIds({ ids }: Tally): Finding[] {
  if (ids.repeated === 0) return [];
  const checked = ids.seen.size + ids.repeated;
  return [
    {
      kind: 'repeated-ids',
      channel: null,
      text: `${ids.repeated} of ${checked} messages (${percent(ids.repeated, checked)}) had an id that was given before`,
      example: `"${ids.first}" was given more than once`,
    },
  ];
}

function finding(
  kind: Finding['kind'],
  channel: string,
  problem: Problem,
  what: string,
  reasons: Map<string, number> | null,
  requests: number,
): Finding[] {
  if (problem.count === 0) return [];
  const share = percent(problem.count, requests);
  const list = reasons === null ? '' : `: ${listed(reasons)}`;
  return [
    {
      kind,
      channel,
      text: `${channel}: ${problem.count} ${what} (${share})${list}`,
      ...(problem.example === null ? {} : { example: problem.example.text }),
    },
  ];
}

function listed(reasons: Map<string, number>): string {
  return [...reasons]
    .sort(([, a], [, b]) => b - a)
    .map(([why, count]) => `${count} × ${why}`)
    .join(', ');
}

function percent(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(1)} %`;
}
