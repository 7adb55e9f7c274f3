import type { Json } from '../clauses/json.ts';
import type { PactProblem } from './pact.ts';

/** Where the broker is, and what it may ask of those who come. */
export type BrokerAccess = {
  pactBrokerUrl: string;
  credentials: { token: string } | { username: string; password: string } | null;
};

/** The effect: the platform's own `fetch`, or one that stands in for it. */
export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** A resource of the broker (HAL), or why there is none; with the status if one came. */
export type Answered = { value: Json } | { problem: PactProblem; status?: number };

/** Gets what a link leads to; posts `body` to it where there is one. */
export type Ask = (href: string, body?: Json) => Promise<Answered>;

/** A broker is as strange as any server: no wait and no size without a limit. */
const limits = { requestMs: 30_000, bytes: 32 * 1024 * 1024 };

/** Asks a broker. Credentials go to its own origin alone: no redirect is followed, and no link leads away. */
export function brokerAsk({ pactBrokerUrl, credentials }: BrokerAccess, fetch: Fetch, signal: AbortSignal): Ask {
  const headers = {
    accept: 'application/hal+json, application/json',
    ...(credentials === null ? {} : { authorization: authorization(credentials) }),
  };
  return async (href, body) => {
    const url = URL.canParse(href, pactBrokerUrl) ? urlOf(pactBrokerUrl, href) : undefined;
    if (url === undefined) return problemOf('noAnswer', `the broker links to ${href}, which is no URL`, hints.other);
    const post = {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { ...headers, 'content-type': 'application/json' },
    };
    try {
      const response = await fetch(url, {
        ...(body === undefined ? { headers } : post),
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(limits.requestMs)]),
      });
      const content = await bounded(response);
      if (content === undefined) return problemOf('noAnswer', `${url.href} sends more than 32 MiB`, hints.other);
      return answered(url, response, content);
    } catch (error) {
      return problemOf('noAnswer', `the Pact Broker does not answer: ${url.href} (${reason(error)})`, hints.other);
    }
  };
}

/**
 * Where a link leads. Only its path counts, below the path that the broker itself has, as in Pact's own libraries: behind a
 * proxy a broker may not know its own name.
 */
export function urlOf(base: string, href: string): URL {
  const broker = new URL(base);
  const context = broker.pathname.replace(/\/+$/, '');
  const link = new URL(href || broker.href, broker);
  const inside = link.pathname === context || link.pathname.startsWith(`${context}/`);
  return new URL(`${inside ? '' : context}${link.pathname}${link.search}`, broker.origin);
}

export function problemOf(kind: PactProblem['kind'], message: string, hint: string): { problem: PactProblem } {
  return { problem: { kind, message, hint } };
}

const hints = {
  credentials: 'Set PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, to ones that may read there.',
  redirect: 'Give --pact-broker-url the address that it leads to: credentials do not follow a redirect.',
  selectors: 'Mend --consumer-version-selectors: docs.pact.io/pact_broker/advanced_topics/consumer_version_selectors.',
  other: 'See whether --pact-broker-url is the address of a Pact Broker, and whether it can be reached from here.',
};

function answered(url: URL, { status, ok }: Response, content: string): Answered {
  const refused = (words: string, hint: string) => ({ ...problemOf('noAnswer', `${url.href} ${words}`, hint), status });
  if (status === 401 || status === 403) return refused(`refuses access (${status})`, hints.credentials);
  if (status >= 300 && status < 400) return refused(`leads elsewhere (${status})`, hints.redirect);
  if (status === 400) return refused(`does not take the selectors: ${content.slice(0, 500)}`, hints.selectors);
  if (!ok) return refused(`answers with ${status}`, hints.other);
  try {
    return { value: JSON.parse(content) };
  } catch {
    return refused('does not answer with JSON', hints.other);
  }
}

function authorization(credentials: NonNullable<BrokerAccess['credentials']>): string {
  if ('token' in credentials) return `Bearer ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

async function bounded({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > limits.bytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** `fetch` says only that it failed; why is in its cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}
