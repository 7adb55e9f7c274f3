import type { K6End } from './effects.ts';
import { findingsOf } from './findings.ts';
import { distribution } from './histogram.ts';
import type { Load } from './sample.ts';
import { redact } from './scenarios/redact.ts';
import type { Settings } from './scenarios/settings.ts';
import { health } from './stats/health.ts';
import { type Tally, totals } from './tally.ts';
import { timelineRows } from './timeline.ts';

/** All that is known at the end of a run in which something was answered. */
export type Ended = {
  scenario: string;
  k6: { version: string; via: string };
  settings: Settings;
  notes: string[];
  tally: Tally;
  end: K6End;
  /** CPU seconds a second. */
  cpu: number | null;
  cores: number;
};

const LONGEST_TEXT = 3000;

/**
 * The measurement as the record holds it. A channel's percentiles are those of all its answers, right or wrong:
 * a fast wrong answer is no fast answer, so read them beside `failed` and the findings.
 */
export function measured({ scenario, k6, settings, notes, tally, end, cpu, cores }: Ended): Load {
  const seconds = secondsOfLoad(settings, tally, end);
  const clean = (text: string) => redact(text, settings.secrets, LONGEST_TEXT);
  const whyNotValid = healthOf(settings, tally, end, cpu, cores).map(clean);
  return {
    scenario,
    channels: [...tally.channels].map(([channel, { requests, answered, failed, latencies }]) => ({
      channel,
      requests,
      failed,
      rate: answered / seconds,
      ...distribution(latencies),
    })),
    timeline: timelineRows(tally.timeline),
    findings: findingsOf(tally).map(({ example, ...finding }) => ({
      ...finding,
      text: clean(finding.text),
      ...(example === undefined ? {} : { example: clean(example) }),
    })),
    generator: {
      k6: { version: k6.version, path: k6.via },
      intendedRate: settings.rate,
      duration: seconds,
      droppedIterations: tally.dropped,
      maxVUs: tally.vusUsed,
      cpu,
    },
    valid: whyNotValid.length === 0,
    whyNotValid,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

/** From the first request on: as long as was asked for, or until the last answer where that is later or all there is. */
function secondsOfLoad(settings: Settings, tally: Tally, end: K6End): number {
  const lastAnswer = tally.lastAnswer / 1000;
  return end.ended === 'itself' && end.exitCode === 0
    ? Math.max(settings.duration, lastAnswer)
    : Math.max(lastAnswer, 0.001);
}

function healthOf(settings: Settings, tally: Tally, end: K6End, cpu: number | null, cores: number): string[] {
  const { requests, limited } = totals(tally);
  const channels = [...tally.channels];
  return health({
    rate: settings.rate,
    planned: settings.requests,
    results: requests,
    sent: tally.sent,
    dropped: tally.dropped,
    vus: { most: settings.vus.most, used: tally.vusUsed },
    unreadable: tally.unreadable.count,
    firstUnreadable: tally.unreadable.first,
    ended: end.ended === 'notStarted' ? 'itself' : end.ended,
    exitCode: end.exitCode,
    stderr: end.stderr,
    cpu,
    cores,
    limited,
    unauthorised: channels.reduce((sum, [, channel]) => sum + channel.unauthorised, 0),
    answers: channels.map(([channel, { answered }]) => ({ channel, count: answered })),
  });
}
