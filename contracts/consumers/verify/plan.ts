import type { Contract } from '../../clauses/contract.ts';
import { isObject, type Json, property, text } from '../../clauses/json.ts';
import { readDescription } from '../../diff/document.ts';
import { type Entry, type Target, unknownToken } from '../../target/profile.ts';
import { tokenPlaceholder } from '../../target/token.ts';
import { type HttpInteraction, interactionsOf } from '../interactions.ts';
import type { ConsumerPact } from '../pact.ts';
import { type Routes, routesOf } from '../routes.ts';
import { bodyOf, exampleValues, type StateValues } from './examples.ts';
import { type ConsumerResult, interactionId } from './result.ts';
import { type Found, findState, type Left, untested } from './states.ts';
import type { BodySwap, ThreadSwap } from './swap.ts';

/** One interaction that the Verifier sends, and what of it becomes the target's own on the way. */
export type Step = {
  about: About;
  pact: ConsumerPact;
  interaction: HttpInteraction;
  /** Path in the pact, below the base URL. */
  path: string;
  thread: ThreadSwap;
  /** In place of the pact's Authorization; null: what the pact has is sent. */
  authorization: string | null;
  body: BodySwap;
  values: StateValues;
  /** Whether a refusal is expected because no Slack channel is known. */
  needsNoChannel: boolean;
};

/** Which interaction something is about. */
export type About = Pick<ConsumerResult, 'id' | 'consumer' | 'provider' | 'source' | 'description' | 'states'>;

/**
 * What is sent, in the order of the pacts, and what is not, with the reason; and whether any of it is about the contract.
 */
export type VerificationPlan = { steps: Step[]; left: ConsumerResult[]; isAbout: boolean };

/** Puts consumers' pacts and a profile together. */
export function planVerification(pacts: readonly ConsumerPact[], contract: Contract, target: Target): VerificationPlan {
  const routes = routesOf(readDescription(JSON.stringify(contract.document.root)));
  const planned = pacts.flatMap((pact) => {
    const { http, others } = interactionsOf(pact.pact);
    const sent = http.map((interaction) => ({ pact, ...interaction, made: stepOf(interaction, routes, target) }));
    const messages = { pact, description: `${others} messages`, states: [], made: elsewhere(noHttp) };
    return others > 0 ? [...sent, messages] : sent;
  });
  const named = planned.map(({ pact, description, states, made }, at) => {
    const { consumer, provider, source } = pact;
    return { about: { id: interactionId(at + 1), consumer, provider, source, description, states }, pact, made };
  });
  return {
    steps: named.flatMap(({ about, pact, made }) => ('outcome' in made ? [] : [{ about, pact, ...made }])),
    left: named.flatMap(({ about, made }) => ('outcome' in made ? [resultOfLeft(about, made)] : [])),
    isAbout: named.some(({ made }) => !('outcome' in made) || made.elsewhere !== true),
  };
}

function resultOfLeft(about: About, { outcome, reason, accepted }: Left): ConsumerResult {
  return { ...about, outcome, reason, exchange: null, ...(accepted ? { accepted: true as const } : {}) };
}

const noHttp = 'messages are not sent over HTTP, and the contract does not speak of them';

function elsewhere(reason: string): Left {
  return { outcome: 'inapplicable', reason, accepted: false, elsewhere: true };
}

function stepOf(interaction: HttpInteraction, routes: Routes, target: Target): Omit<Step, 'about' | 'pact'> | Left {
  const { method, states } = interaction;
  const base = new URL(target.baseUrl).pathname.replace(/\/+$/, '');
  const isBelow = base !== '' && interaction.path.startsWith(`${base}/`);
  const found = routes(method, isBelow ? interaction.path.slice(base.length) : interaction.path);
  if (found === undefined) return elsewhere(`${method} ${interaction.path} is no operation of the contract`);
  const thread = method === 'POST' ? threadIn(found.path) : undefined;
  if (thread === undefined)
    return untested(`sendproof sends messages only: POST /threads/{thread_id}/messages, not ${found.operation.name}`);
  const request = property(interaction.interaction, 'request');
  if (isForm(request)) return untested('its body is a form, which Pact’s own proxy does not pass on as it is');
  const state = findState(states, thread, target);
  if ('outcome' in state) return state;
  const authorization = authorizationFor(interaction, state);
  if (authorization !== null && typeof authorization === 'object') return authorization;
  const body = bodyFor(interaction, state.entry, state.state, target);
  if ('outcome' in body) return body;
  return {
    interaction,
    path: found.path,
    thread: { inPact: thread, onTarget: state.entry.thread },
    authorization,
    body,
    values: exampleValues(interaction.interaction),
    needsNoChannel: isWithoutChannel(interaction, state.state),
  };
}

function threadIn(path: string): string | undefined {
  const segment = /^\/threads\/([^/?#]+)\/messages$/.exec(path)?.[1];
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function isForm(request: Json | undefined): boolean {
  const type = text(property(property(request, 'body'), 'contentType')) ?? headerOf(request, 'content-type') ?? '';
  return type.toLowerCase().startsWith('application/x-www-form-urlencoded');
}

function headerOf(request: Json | undefined, name: string): string | undefined {
  const headers = property(request, 'headers');
  const [, value] = Object.entries(isObject(headers) ? headers : {}).find(([key]) => key.toLowerCase() === name) ?? [];
  return text(Array.isArray(value) ? value[0] : value);
}

/** States in which a target refuses whoever asks. */
const refused = /^(unknown-thread|foreign-thread)$|-not-configured$/;

/**
 * The token of the state. But who expects 401 shows what the pact has, or nothing; and who expects 403 needs a token that
 * may not, which only the profile can name.
 */
function authorizationFor({ status }: HttpInteraction, { state, entry, tokenIsSaid }: Found): string | null | Left {
  if (status === 401) return null;
  const isUnsaid = status === 403 && !tokenIsSaid && entry.token === 'full' && !refused.test(state);
  if (isUnsaid)
    return untested(
      'it expects 403, and nothing says with which token: give its provider state one in "providerStates" of the profile, {"state": …, "token": …}',
    );
  return `Bearer ${entry.token === 'unknown' ? unknownToken : tokenPlaceholder(entry.token)}`;
}

function isWithoutChannel({ status, interaction }: HttpInteraction, state: string): boolean {
  const body = bodyOf(property(interaction, 'request'));
  return state === 'slack-thread' && status >= 400 && property(body, 'channel_id') === undefined;
}

/** Ids and addresses that only the target's own workspace knows. Where a refusal is expected, they may be its reason. */
function bodyFor(
  { status, interaction }: HttpInteraction,
  entry: Entry,
  state: string,
  target: Target,
): BodySwap | Left {
  const body = bodyOf(property(interaction, 'request'));
  if (status < 200 || status > 299) return {};
  const attachments = property(body, 'attachments');
  const attaches = Array.isArray(attachments) && attachments.length > 0;
  if (attaches && target.attachmentUrl === undefined)
    return untested('it sends an attachment, and the profile names no attachmentUrl that the target can fetch');
  const namesChannel = Boolean(text(property(body, 'channel_id'))) && state.startsWith('slack-');
  if (namesChannel && entry.channelId === undefined && state !== 'slack-thread-stored')
    return untested(`it sends a channel_id, and the profile names no channelId for ${state}`);
  return {
    ...(attaches && target.attachmentUrl !== undefined ? { attachmentUrl: target.attachmentUrl } : {}),
    ...(namesChannel && entry.channelId !== undefined ? { channelId: entry.channelId } : {}),
  };
}
