import { request } from '../cases/build.ts';
import type { StateName } from '../cases/state.ts';
import type { Change, Side, Witness } from '../diff/change.ts';
import {
  type Content,
  contentsOf,
  dressed,
  isRightContent,
  ordinaryContent,
  ordinaryContents,
  written,
} from './content.ts';
import { bearer, type Credentials, credentialsFor } from './credentials.ts';
import { type Draft, keyOfDraft } from './draft.ts';
import { fieldPair, fieldViews, neededFields, type SentField, valuesFor, writtenFields } from './fields.ts';
import { isHeaderName } from './header.ts';
import { repaired } from './repair.ts';
import { bodyViews, isJson, otherSide, reasonOf, refusals, topicOf, type Versions, type Views } from './versions.ts';

/**
 * A request that shows what a target does about one change, and the same without what shows it: when that one is refused as
 * well, a refusal means nothing.
 */
export type Trial = { draft: Draft; control: Draft | null };

/** What is sent for one witness, or why nothing is. The first trial that decides counts. */
export type Trials = { kind: 'trials'; rightUnder: Side; trials: readonly Trial[] } | { kind: 'unsent'; why: string };

type Asked = { versions: Versions; state: StateName; change: Change; witness: Witness };

/** The requests that tell which document a target follows in what one witness of a request shows. */
export function trialsOf(versions: Versions, state: StateName, change: Change, witness: Witness): Trials {
  const asked = { versions, state, change, witness };
  const found = byPart(asked);
  if (!Array.isArray(found)) return found;
  // A control that is the request itself shows nothing.
  const trials = found.map(({ draft, control }) => ({
    draft,
    control: control !== null && keyOfDraft(control) === keyOfDraft(draft) ? null : control,
  }));
  return trials.length === 0
    ? unsent('sendproof cannot write a request that shows it')
    : { kind: 'trials', rightUnder: witness.rightUnder, trials };
}

function unsent(why: string): Extract<Trials, { kind: 'unsent' }> {
  return { kind: 'unsent', why };
}

function byPart(asked: Asked): Trial[] | Extract<Trials, { kind: 'unsent' }> {
  const { versions, witness } = asked;
  switch (witness.part) {
    case 'body':
      return witness.value === undefined ? withoutBody(asked) : withBody(asked);
    case 'media-type':
      return ofMediaType(asked);
    case 'query':
    case 'header':
    case 'cookie':
      return withField(asked);
    case 'credentials':
      return withCredentials(asked);
    case 'operation':
      return contentsOf(versions, witness.rightUnder)
        .slice(0, 1)
        .flatMap((content) => trial(drafted(asked, content), null));
    case 'path':
      return unsent('a thread is taken from the profile, and no other can be named in the path');
    case 'status':
      return unsent('a request has no status');
  }
}

function drafted(
  { versions, state }: Pick<Asked, 'versions' | 'state'>,
  content: Content,
  fields: readonly SentField[] = neededFields(versions),
  { authorization, headers }: Credentials = bearer,
): Draft | undefined {
  const body = written(content);
  const rest = writtenFields(fields);
  if (body === undefined || rest === undefined) return undefined;
  return {
    state,
    request: request(null, { authorization, contentType: content?.mediaType ?? null, body }),
    headers: [...rest.headers, ...headers],
    query: rest.query,
  };
}

/** Right under both documents, or under one of them where that cannot be. */
export function ordinaryDrafts(versions: Versions, state: StateName): Draft[] {
  return ordinaryContents(versions).flatMap((content) => drafted({ versions, state }, content) ?? []);
}

function trial(draft: Draft | undefined, control: Draft | null | undefined): Trial[] {
  return draft === undefined ? [] : [{ draft, control: control ?? null }];
}

function withoutBody(asked: Asked): Trial[] {
  const content = ordinaryContent(asked.versions, otherSide(asked.witness.rightUnder));
  return trial(drafted(asked, null), content && drafted(asked, content));
}

function withBody(asked: Asked): Trial[] | Extract<Trials, { kind: 'unsent' }> {
  const { change, witness } = asked;
  const wrongUnder = otherSide(witness.rightUnder);
  const found = bodyOf(asked);
  if (found === undefined) return unsent('sendproof cannot write a body of its media type');
  const { mediaType, views, value } = found;
  const reasons = refusals(views, wrongUnder, value);
  const mine = reasonOf(change, reasons);
  if (mine === undefined) return unsent('the body breaks other changes as well, and they cannot be told apart');
  const asTrial = (shown: typeof value): Trial[] => {
    const mended = repaired(views, wrongUnder, shown, mine);
    const control = mended === undefined ? undefined : drafted(asked, { mediaType, value: mended });
    return trial(drafted(asked, { mediaType, value: shown }), control);
  };
  // Where other changes refuse it as well, the same without these: an implementation may follow all but this one.
  const others = reasons.filter((reason) => reason !== mine);
  const alone = others.reduce<typeof value | undefined>(
    (shown, reason) => (shown === undefined ? undefined : repaired(views, wrongUnder, shown, reason)),
    value,
  );
  return [...asTrial(value), ...(others.length > 0 && alone !== undefined ? asTrial(alone) : [])];
}

/** The body of a witness in plausible words, and the media type in which it shows something. */
function bodyOf({ versions, change, witness }: Asked) {
  const { rightUnder, value } = witness;
  const wrongUnder = otherSide(rightUnder);
  if (value === undefined) return undefined;
  for (const { mediaType } of versions.operations[rightUnder]?.body?.media ?? []) {
    const views = bodyViews(versions, mediaType);
    const isNamed = isJson(mediaType) || change.name.includes(`(${mediaType})`);
    const content = { mediaType, value };
    if (views === undefined || !isNamed || written(content) === undefined) continue;
    const topics = topicsOf(views, wrongUnder, value);
    if (topics.length === 0 || !isRightContent(versions, rightUnder, content)) continue;
    const shown = dressed(
      value,
      (one) =>
        isRightContent(versions, rightUnder, { mediaType, value: one }) &&
        topicsOf(views, wrongUnder, one).join() === topics.join(),
    );
    return { mediaType, views, value: shown };
  }
  return undefined;
}

function topicsOf(views: Views, side: Side, value: Parameters<typeof refusals>[2]): string[] {
  return refusals(views, side, value).map(topicOf).toSorted();
}

function ofMediaType(asked: Asked): Trial[] {
  const { versions, witness } = asked;
  const [shown] = contentsOf(versions, witness.rightUnder, String(witness.value));
  if (shown === undefined) return [];
  const control = ordinaryContent(versions, otherSide(witness.rightUnder));
  return trial(drafted(asked, shown), control === undefined ? undefined : drafted(asked, control));
}

function withField(asked: Asked): Trial[] {
  const { versions, witness } = asked;
  const wrongUnder = otherSide(witness.rightUnder);
  const pair = fieldPair(versions, witness.part, witness.name);
  const field = pair?.[witness.rightUnder] ?? pair?.[wrongUnder];
  if (pair === undefined || field === undefined) return [];
  // What every request has cannot be left out, either.
  if (field.part === 'header' && !isHeaderName(field.name)) return [];
  const rest = neededFields(versions).filter(({ field: one }) => one.part !== field.part || one.key !== field.key);
  const withValue = (value: SentField['value'] | undefined) =>
    value === undefined ? rest : [...rest, { field, value }];
  const reasons = witness.value === undefined ? [] : refusals(fieldViews(versions, pair), wrongUnder, witness.value);
  const [mended] = valuesFor(versions, pair, wrongUnder);
  return ordinaryContents(versions).flatMap((content) =>
    trial(
      drafted(asked, content, withValue(witness.value)),
      reasons.length <= 1 && mended !== undefined ? drafted(asked, content, withValue(mended)) : null,
    ),
  );
}

function withCredentials(asked: Asked): Trial[] | Extract<Trials, { kind: 'unsent' }> {
  const { versions, change, witness } = asked;
  const shown = credentialsFor(witness);
  if (shown === undefined) return unsent(`the profile has no such credentials: ${String(witness.value)}`);
  const opposite = change.hurts.find((one) => one.witness.rightUnder !== witness.rightUnder)?.witness;
  // A token that is no key of that kind is refused for that.
  const control = shown.headers.length > 0 ? undefined : opposite === undefined ? bearer : credentialsFor(opposite);
  return ordinaryContents(versions).flatMap((content) =>
    trial(drafted(asked, content, undefined, shown), control && drafted(asked, content, undefined, control)),
  );
}
