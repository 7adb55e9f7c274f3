import { sha256 } from 'k6/crypto';
import exec from 'k6/execution';
import http, { type RefinedResponse } from 'k6/http';
import { Trend } from 'k6/metrics';
import validate from './generated/validator.js';
import { type Judgement, judge } from './judge.ts';
import { messageBody } from './message.ts';
import { redact } from './redact.ts';
import type { Detail } from './result.ts';
import { RESULT_METRIC, type Route, type Settings } from './settings.ts';

const LONGEST_BODY = 1500;
const LONGEST_WHY = 300;
const LONGEST_ID = 100;

const results = new Trend(RESULT_METRIC, true);
/** The kinds of which this VU has given an example. */
const shown = new Set<string>();

/** Sends the message whose turn it is, judges the answer, and hands the result to the output. */
export function sendNext(settings: Settings): void {
  const turn = exec.scenario.iterationInTest;
  if (turn >= settings.requests) return;
  const route = settings.routes[settings.schedule[turn % settings.schedule.length] ?? 0];
  if (route === undefined) throw new Error('the schedule names no route');
  const path = `/threads/${encodeURIComponent(route.thread)}/messages`;
  const at = Date.now() - exec.scenario.startTime;
  const response = http.post(settings.baseUrl + path, messageBody(route, turn), {
    headers: { Authorization: `Bearer ${route.token}`, 'Content-Type': 'application/json', Accept: 'application/json' },
    timeout: `${settings.timeout}s`,
    responseType: 'text',
  });
  const judgement = judgeResponse(response, route, settings);
  emit(response, route, detailOf(judgement, at, `POST ${path}`, response, route, settings), judgement);
}

function judgeResponse(response: RefinedResponse<'text'>, route: Route, settings: Settings): Judgement {
  const answer = {
    status: response.status,
    contentType: response.headers['Content-Type'] ?? '',
    body: response.body ?? '',
    error: response.error,
  };
  const threads = settings.routes.map((other) => other.thread);
  return judge(answer, { channel: route.channel, thread: route.thread, threads }, validate);
}

function detailOf(
  judgement: Judgement,
  at: number,
  request: string,
  response: RefinedResponse<'text'>,
  route: Route,
  settings: Settings,
): Detail {
  if (judgement.outcome === 'ok') {
    const { id } = judgement;
    return { at, id: id.length <= LONGEST_ID ? id : sha256(id, 'hex') };
  }
  const why = redact(judgement.why, settings.secrets, LONGEST_WHY);
  const kind = `${judgement.outcome} ${route.channel}`;
  if (shown.has(kind) || response.status === 0) return { at, why };
  shown.add(kind);
  const body = redact(response.body ?? '', settings.secrets, LONGEST_BODY);
  return { at, why, example: `${why}. ${request} answered ${response.status}: ${body}` };
}

function emit(response: RefinedResponse<'text'>, route: Route, detail: Detail, judgement: Judgement): void {
  // Metadata and not tags: k6 keeps every set of tags that it has seen for as long as it runs.
  const { metadata } = exec.vu.metrics;
  metadata.detail = JSON.stringify(detail);
  results.add(response.timings.duration, {
    channel: route.channel,
    outcome: judgement.outcome,
    status: String(response.status),
  });
  delete metadata.detail;
}
