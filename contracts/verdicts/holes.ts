import { idOf } from '../cases/body.ts';
import type { Case } from '../cases/case.ts';
import { clausesReached } from '../cases/catalogue.ts';
import { type CaseChannel, channelOfCase } from '../cases/channel.ts';
import type { Clause } from '../clauses/clause.ts';
import type { Contract } from '../clauses/contract.ts';
import { below, type Json } from '../clauses/json.ts';
import { successOf } from '../clauses/operation.ts';
import type { Place } from '../clauses/schema.ts';
import { isWithinLimits } from './kinds.ts';
import { valuesAt } from './shape.ts';

/** One column of the coverage: a channel, and the kind of answer that cases ask for. */
export type Column = { channel: CaseChannel; response: string };

/** What this module reads of the document's sentences. When one of them changes, its clause and these rules are gone. */
const onEmailOnly = 'Applied only to email-channel threads.';
const onSlackOnly = 'Required for Slack threads unless one is stored on the thread.';

/** Keywords that allow something and forbid nothing (OpenAPI 3.0, JSON Schema). */
const allowingKeywords: ReadonlySet<string> = new Set(['nullable', 'default']);
/** The same of what is no keyword: HTML is allowed, not asked for; letters of any case are. */
const allowingClauses: ReadonlySet<string> = new Set(['says.html', 'rfc.scheme-case']);

type Rule = (clause: Clause, column: Column) => string | undefined;

/** Says why a cell without cases is empty, from the clauses and from all cases that there are. */
export function holeReader(contract: Contract, catalogue: readonly Case[]) {
  const about = Map.groupBy(
    catalogue.flatMap((one) => one.clauses.map((clause) => ({ clause, one }))),
    ({ clause }) => clause,
  );
  const casesAbout = ({ id }: Clause): Case[] => (about.get(id) ?? []).map(({ one }) => one);
  const passing = shownInPassing(contract, catalogue);
  const emailOnly = contract.body.filter(({ path }) =>
    contract.clauses.some((one) => quoteOf(one) === onEmailOnly && one.id === `says.${path[0]}`),
  );

  /** In the order in which they are asked; each stands on a rule of HTTP or OpenAPI, or on a sentence. */
  const rules: Rule[] = [
    ({ id }, { response }) => {
      const only = passing.get(id);
      if (only === undefined || only.has(response)) return undefined;
      return response !== 'default'
        ? 'only a refusal can show it: the document has another response for a message that goes out'
        : 'only a message that goes out can show it: the document has another response for a refusal';
    },
    (clause, { response }) =>
      response !== 'default' && casesAbout(clause).some(({ expectation }) => 'exactly' in expectation)
        ? `“${quoteOf(clause)}” asks for a refusal`
        : undefined,
    (clause, { response }) =>
      response === 'default' && forbidsNothing(clause) ? 'it allows something and forbids nothing' : undefined,
    (_, { channel }) =>
      channel === 'none'
        ? 'the thread is what is wrong there, and of two faults the document does not say which is answered'
        : undefined,
    (clause, { channel }) =>
      quoteOf(clause) === onEmailOnly && channel === 'email'
        ? `“${onEmailOnly}” speaks of the other channels; for email there are the keywords`
        : undefined,
    (clause, { channel }) =>
      quoteOf(clause) !== onEmailOnly && channel !== 'email' && placeOf(clause, emailOnly) !== undefined
        ? `“${onEmailOnly}” leaves open what becomes of them on another channel`
        : undefined,
    (clause, { channel }) =>
      quoteOf(clause) === onSlackOnly && channel !== 'slack' ? `“${onSlackOnly}” speaks of Slack` : undefined,
    (clause, { response }) => {
      const own = casesAbout(clause);
      return response === 'default' && own.length > 0 && own.every(({ fault }) => fault?.kind === 'thread')
        ? 'a thread that is not there has no channel'
        : undefined;
    },
  ];
  return {
    /** The sentence or the rule that leaves nothing to be asked there. */
    inDocument: (clause: Clause, column: Column): string | undefined => {
      for (const rule of rules) {
        const reason = rule(clause, column);
        if (reason !== undefined) return reason;
      }
      return undefined;
    },
    /** Of some cases the valid messages of that column that keep the clause, though they are not about it. */
    keptBy: (clause: Clause, { channel, response }: Column, cases: readonly Case[]): Case[] => {
      // What is allowed is not shown by a message that does without.
      if (response === 'default' || forbidsNothing(clause)) return [];
      const place = placeOf(clause, contract.body);
      return cases.filter(
        (one) =>
          one.expectation.kind === 'success' &&
          isWithinLimits(one) &&
          channelOfCase(one) === channel &&
          (place === undefined || holds(one, place)),
      );
    },
  };
}

/** Which answers show a clause whatever they are about: it is looked at in each of them, and in no other. */
function shownInPassing(contract: Contract, catalogue: readonly Case[]): Map<string, Set<Column['response']>> {
  const shown = new Map<string, Set<Column['response']>>();
  const success = successOf(contract.operation).status;
  for (const one of catalogue)
    for (const id of clausesReached(contract, one).filter((clause) => !one.clauses.includes(clause)))
      shown.set(id, (shown.get(id) ?? new Set()).add(one.expectation.kind === 'success' ? success : 'default'));
  return shown;
}

function forbidsNothing(clause: Clause): boolean {
  const { id, source } = clause;
  if (source.kind !== 'keyword') return quoteOf(clause) === onEmailOnly || allowingClauses.has(id);
  if (source.keyword === 'additionalProperties' && source.value === true) return true;
  // Whatever stands in a path is a string.
  return allowingKeywords.has(source.keyword) || (id.startsWith('path.') && source.value === 'string');
}

function quoteOf({ source }: Clause): string | undefined {
  return source.kind === 'sentence' ? source.quote : undefined;
}

/** The place of the body that a clause is about; two places may share one schema, so a keyword goes by its name. */
function placeOf(clause: Clause, places: readonly Place[]): Place | undefined {
  const { id, source, pointer } = clause;
  return places.find((place) =>
    source.kind === 'keyword'
      ? id === `${idOf(place)}.${source.keyword}`
      : place.path.length > 0 && pointer === below(place.pointer, 'description'),
  );
}

function holds({ request: { body } }: Case, { path }: Place): boolean {
  const value: Json | undefined =
    body.kind === 'json' ? body.value : body.kind === 'text' ? JSON.parse(body.text) : undefined;
  return value !== undefined && valuesAt(value, path).length > 0;
}
