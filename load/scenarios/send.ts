import { sleep } from 'k6';
import { sha256 } from 'k6/crypto';
import http from 'k6/http';
import { faultOf } from './fault.ts';
import { answers, idIsFree } from './generated/validator.js';
import type { Host, Response } from './host.ts';
import { judge } from './judge.ts';
import { type Order, placeOf } from './order.ts';
import type { Load, Message } from './prepare.ts';
import { CONTROL } from './settings.ts';

/** Seconds for which a virtual user rests when all requests of the run are sent. */
const REST = 0.5;
const LONGEST_ID = 100;

/**
 * What a virtual user does again and again: it sends the message whose turn it is, judges the answer, and hands the
 * result to the output. Made once: to look things up for each request costs k6 more than it seems.
 */
export function sender(load: Load, host: Host): () => void {
  const { order, pace } = load;
  const send = order === null ? toOne(load, host) : toTwo(load, order, host);
  return pace === null ? send : paced(send, pace);
}

function toOne(load: Load, host: Host): () => boolean {
  const { messages, turns } = load;
  const { length } = turns;
  const { start, settle } = host;
  return () => {
    const turn = start();
    if (turn < 0) return false;
    const index = turns[turn % length] ?? -1;
    const message = messages[index];
    if (message === undefined) throw new Error(`no message has turn ${turn}`);
    const { url, params, body } = message;
    // People count from 1.
    const response = http.post(url, body.before + (turn + 1) + body.after, params);
    if (!settle(response, index)) judgeAndTell(load, host, message, index, response, host.idle());
    return true;
  };
}

/** Written out once more, since a run to one target shall not pay for what a duet needs. */
function toTwo(load: Load, order: Order, host: Host): () => boolean {
  const { messages, turns } = load;
  const { length } = turns;
  const { start, settle } = host;
  // A virtual user has a connection to each side, and the host knows only when it used one last. 0 before the first.
  const lastUses: [number, number] = [0, 0];
  return () => {
    const request = start();
    if (request < 0) return false;
    const { turn, side } = placeOf(request, order, length);
    const index = (turns[turn % length] ?? -1) + (side * messages.length) / 2;
    const message = messages[index];
    if (message === undefined) throw new Error(`no message has turn ${turn}`);
    const { url, params, body } = message;
    const lastUse = lastUses[side];
    const idle = lastUse === 0 ? 0 : Date.now() - lastUse;
    const response = http.post(url, body.before + (request + 1) + body.after, params);
    lastUses[side] = Date.now();
    if (!settle(response, index)) judgeAndTell(load, host, message, index, response, idle);
    return true;
  };
}

/** Rests after each request until `pace` seconds have passed since it began. */
function paced(send: () => boolean, pace: number): () => void {
  return () => {
    const start = Date.now();
    const left = send() ? pace - (Date.now() - start) / 1000 : REST;
    if (left > 0) sleep(left);
  };
}

/** Asks the generator's own server: what takes long here is not the target's doing. */
export function askControl(load: Load, host: Host): void {
  if (load.control === null || host.start() < 0) return;
  const response = http.get(load.control.url, load.control.params);
  const { status } = response;
  const outcome = status === 0 ? 'none' : status === 200 ? 'ok' : 'status';
  host.tell({ channel: CONTROL, payload: CONTROL, outcome, status: String(status) }, response, '');
}

function judgeAndTell(load: Load, host: Host, message: Message, index: number, response: Response, idle: number): void {
  const judgement = judge(response, message.expected, answers, idle);
  const { whose, channel, payload, path } = message;
  const { status } = response;
  const { outcome } = judgement;
  const kind = { channel, payload, outcome, status: String(status) };
  if (judgement.outcome === 'ok') {
    const { id } = judgement;
    host.tell(kind, response, id.length <= LONGEST_ID ? id : sha256(id, 'hex'));
    if (idIsFree) host.learn(response, index, id);
  } else {
    const exchange = { whose, channel, request: `POST ${path}`, status, body: response.body ?? '' };
    host.tell(kind, response, faultOf(judgement, exchange, load.secrets));
  }
}
