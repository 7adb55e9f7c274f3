import { type Json, property, text } from '../clauses/json.ts';
import { type Ask, type BrokerAccess, brokerAsk, type Fetch, problemOf, urlOf } from './hal.ts';
import { type ConsumerPact, type PactsRead, pactOf } from './pact.ts';

/** Which pacts of a broker are wanted; the names are those of Pact's own Verifier. */
export type Broker = BrokerAccess & {
  provider: string;
  consumerVersionSelectors: Json[];
  providerVersionBranch: string | undefined;
};

/** So many pacts of one provider are a mistake in the selectors. */
const most = 500;

/**
 * Fetches the pacts of a provider as Pact's Verifier does: index, `pb:provider-pacts-for-verification` with the selectors,
 * then each pact.
 */
export async function fetchPacts(broker: Broker, fetch: Fetch, signal: AbortSignal): Promise<PactsRead> {
  const ask = brokerAsk(broker, fetch, signal);
  const links = await pactLinks(broker, ask);
  if ('problem' in links) return links;
  const pacts: ConsumerPact[] = [];
  for (const href of links.hrefs) {
    const answer = await ask(href);
    if ('problem' in answer) return answer;
    const source = urlOf(broker.pactBrokerUrl, href).href;
    const pact = pactOf(source, answer.value);
    if (typeof pact === 'string') return problemOf('noAnswer', `${source} is not a pact: ${pact}`, notABroker);
    pacts.push(pact);
  }
  return { pacts };
}

type Links = { hrefs: string[] } | { problem: Extract<PactsRead, { problem: unknown }>['problem'] };

async function pactLinks(broker: Broker, ask: Ask): Promise<Links> {
  const { provider, consumerVersionSelectors, providerVersionBranch } = broker;
  const index = await ask('');
  if ('problem' in index) return index;
  const link = hrefOf(index.value, 'pb:provider-pacts-for-verification');
  if (link === undefined)
    return problemOf('noAnswer', `${broker.pactBrokerUrl} is no Pact Broker, or one that is too old`, notABroker);
  const resource = await ask(link.replace('{provider}', encodeURIComponent(provider)));
  if ('problem' in resource) return resource.status === 404 ? unknown(provider) : resource;
  const list = await ask(hrefOf(resource.value, 'self') ?? link, {
    includePendingStatus: false,
    consumerVersionSelectors,
    ...(providerVersionBranch === undefined ? {} : { providerVersionBranch }),
  });
  if ('problem' in list) return list;
  const found = property(property(list.value, '_embedded'), 'pacts');
  const hrefs = (Array.isArray(found) ? found : []).map((one) => hrefOf(one, 'self') ?? '');
  if (hrefs.length === 0) return none(provider, consumerVersionSelectors);
  if (hrefs.length > most || hrefs.includes(''))
    return problemOf(
      'noAnswer',
      `the broker answers with ${hrefs.length} pacts, or with one that has no link`,
      narrower,
    );
  return { hrefs };
}

const notABroker = 'Give --pact-broker-url the address of a Pact Broker or of PactFlow, with its path if it has one.';
const narrower = `Select at most ${most} pacts with --consumer-version-selectors.`;

function hrefOf(resource: Json, link: string): string | undefined {
  return text(property(property(property(resource, '_links'), link), 'href'));
}

function unknown(provider: string): Links {
  return problemOf(
    'misuse',
    `the broker knows no provider "${provider}"`,
    'Give --provider the name that the pacts have.',
  );
}

function none(provider: string, selectors: readonly Json[]): Links {
  return problemOf(
    'misuse',
    `the broker has no pact of provider "${provider}" for the selectors ${JSON.stringify(selectors)}`,
    'Give --provider the name that the pacts have, or other --consumer-version-selectors, such as [{"latest": true}].',
  );
}
