import { isObject, type Json } from '../clauses/json.ts';
import type { Change } from '../diff/change.ts';
import type { Description } from '../diff/document.ts';
import { responseFor } from '../diff/responses.ts';
import { type Both, mapBoth } from '../diff/sides.ts';
import { causesOf, isWithin, placeOf } from './causes.ts';
import { type Comparator, comparatorFor, type Finding } from './comparator.ts';
import { type HttpInteraction, interactionsOf } from './interactions.ts';
import { optionalNow } from './optional.ts';
import type { ConsumerPact } from './pact.ts';
import { type Routes, routesOf } from './routes.ts';
import { worse } from './worse.ts';

/** One thing that an interaction relies on and the new document no longer promises. */
export type Reason = {
  /** The comparator's own code, or `response.body.optional`. */
  code: string;
  /** `request.body.cc[].email` */
  place: string;
  text: string;
  /** Ids of the changes that it comes from; none when no change explains it. */
  changes: string[];
};

/** An interaction that the old document allows and the new one does not. */
export type Broken = {
  consumer: string;
  provider: string;
  source: string;
  interaction: string;
  states: string[];
  operation: string;
  reasons: Reason[];
};

/** What became of one pact. */
export type PactStanding = {
  consumer: string;
  provider: string;
  source: string;
  /** HTTP interactions that were held against both documents. */
  compared: number;
  /** HTTP interactions with paths that neither document has. */
  elsewhere: number;
  /** Messages: an OpenAPI document does not speak of them. */
  messages: number;
  /** Interactions that the comparator could not judge, with its words. */
  unclear: { interaction: string; why: string }[];
};

export type Consumers = { pacts: PactStanding[]; broken: Broken[] };

/** What interactions are judged by. */
type Judge = { routes: Both<Routes>; comparators: () => Both<Comparator>; changes: readonly Change[] };

/** Which consumers the new document breaks, and by which of their interactions. What was broken before is not said again. */
export async function consumersBetween(
  documents: Both<Description>,
  changes: readonly Change[],
  pacts: readonly ConsumerPact[],
): Promise<Consumers> {
  let loaded: Both<Comparator> | undefined;
  const judge = {
    routes: mapBoth(documents, routesOf),
    // Not before it is needed: most documents are not those of the pacts that come with the project.
    comparators: () => {
      loaded ??= mapBoth(documents, ({ root }) => comparatorFor(root));
      return loaded;
    },
    changes,
  };
  const results = [];
  for (const pact of pacts) results.push(await judged(pact, judge));
  return { pacts: results.map(({ standing }) => standing), broken: results.flatMap(({ broken }) => broken) };
}

async function judged(pact: ConsumerPact, judge: Judge): Promise<{ standing: PactStanding; broken: Broken[] }> {
  const { consumer, provider, source } = pact;
  const { http, others } = interactionsOf(pact.pact);
  const routed = http.flatMap((one) => {
    const found = mapBoth(judge.routes, (routes) => routes(one.method, one.path));
    return found.old === undefined && found.new === undefined ? [] : [{ one, found }];
  });
  const unclear: PactStanding['unclear'] = [];
  const broken: Broken[] = [];
  for (const { one, found } of routed) {
    const { description: interaction, states } = one;
    const operation = found.new?.operation.name ?? found.old?.operation.name ?? '';
    const reasons = await reasonsOf(pact.pact, one, found, judge);
    if (typeof reasons === 'string') unclear.push({ interaction, why: reasons });
    else if (reasons.length > 0) broken.push({ consumer, provider, source, interaction, states, operation, reasons });
  }
  const elsewhere = http.length - routed.length;
  return {
    standing: { consumer, provider, source, compared: routed.length, elsewhere, messages: others, unclear },
    broken,
  };
}

/** Why an interaction breaks; why that cannot be told, as a sentence. */
async function reasonsOf(
  pact: Json,
  one: HttpInteraction,
  found: Both<ReturnType<Routes>>,
  { comparators, changes }: Judge,
): Promise<Reason[] | string> {
  const { old, new: now } = found;
  // What only the new document has cannot have worked before.
  if (old === undefined) return [];
  const own = changes.filter(({ operations }) =>
    operations.some((name) => name === old.operation.name || name === now?.operation.name),
  );
  const answers = [old, now].flatMap((route) => {
    const response = route && responseFor(route.operation.responses, String(one.status));
    return response === undefined ? [] : [`response.${response.status}`];
  });
  const named = [...new Set(answers.length === 0 ? [`response.${one.status}`] : answers)];
  try {
    const findings = {
      old: await comparators().old(only(pact, one, old.path)),
      new: await comparators().new(only(pact, one, (now ?? old).path)),
    };
    const compared = worse(findings).map((finding) => {
      const place = placeOf(finding);
      return { code: finding.code, place, text: wordsOf(finding), changes: causesOf(place, named, own) };
    });
    // What is gone altogether is not said to be optional as well.
    const optional = optionalNow(one.answer, named, own)
      .filter(({ place }) => !compared.some((reason) => isWithin(place, reason.place)))
      .map(({ change, place }) => ({
        code: 'response.body.optional',
        place,
        text: 'may be left out now',
        changes: [change.id],
      }));
    return [...compared, ...optional];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The pact with one interaction, as it would be sent to the first server of a document. */
function only(pact: Json, { interaction }: HttpInteraction, path: string): Json {
  const { request } = interaction;
  const alone = { ...interaction, request: { ...(isObject(request) ? request : {}), path } };
  return { ...(isObject(pact) ? pact : {}), interactions: [alone] };
}

/** What the comparator says, without what it says of each of its kind. */
function wordsOf({ message }: Finding): string {
  return message.replace(/^.* in the spec file: /, '').trim();
}
