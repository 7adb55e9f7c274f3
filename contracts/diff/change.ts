import type { Json } from '../clauses/json.ts';

/** Who relies on the contract: those who send requests, and those who answer them. */
export type Party = 'clients' | 'implementations';

/** Whose words a schema speaks of: what is sent, or what comes back. */
export type Message = 'request' | 'answer';

/** One of the two documents. */
export type Side = 'old' | 'new';

export type Part =
  | 'operation'
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'media-type'
  | 'status'
  | 'credentials';

/** The part of a message that is right under one document and wrong under the other. The rest may be anything that is right. */
export type Witness = {
  message: Message;
  part: Part;
  /** Name of the parameter or header; empty elsewhere. */
  name: string;
  /** Not there: the message goes without this part. */
  value?: Json;
  rightUnder: Side;
  /** `search`: no rule led to it, a random value did. */
  foundBy: 'derivation' | 'search';
};

export type Hurt = { whom: Party; witness: Witness };

/** Both texts of something that no message can show; `null` where a document has none. */
export type Texts = { old: string | null; new: string | null };

/**
 * One difference between two documents. `hurt`: a witness shows whom; `review`: no message can show it, a person must read
 * both texts; `nobody`: no message tells the two apart.
 */
export type Finding = {
  /** What has changed, the same name in every run: `request.body.cc[].email.maxLength`. */
  name: string;
  pointer: { old: string | null; new: string | null };
  sentence: string;
  kind: 'hurt' | 'review' | 'nobody';
  hurts: readonly Hurt[];
  texts: Texts | null;
};

export type Change = Finding & {
  /** Unique among the changes of two documents. */
  id: string;
  /** `POST /threads/{thread_id}/messages`; several when they share what has changed; none for the document as a whole. */
  operations: readonly string[];
  /** Lines from 1. */
  line: { old: number | null; new: number | null };
};

/** Whom it hurts that a message is right under one document only. */
export function hurtBy(message: Message, rightUnder: Side): Party {
  return (message === 'request') === (rightUnder === 'old') ? 'clients' : 'implementations';
}

export function hurt(witness: Witness): Hurt {
  return { whom: hurtBy(witness.message, witness.rightUnder), witness };
}

export function review(name: string, pointer: Finding['pointer'], sentence: string, texts: Texts): Finding {
  return { name, pointer, sentence, kind: 'review', hurts: [], texts };
}

export function nobody(name: string, pointer: Finding['pointer'], sentence: string): Finding {
  return { name, pointer, sentence, kind: 'nobody', hurts: [], texts: null };
}

export function hurting(
  name: string,
  pointer: Finding['pointer'],
  sentence: string,
  witnesses: readonly Witness[],
): Finding {
  return { name, pointer, sentence, kind: 'hurt', hurts: witnesses.map(hurt), texts: null };
}

/** Sentences of two texts, compared without regard to how they are broken into lines; nothing when they say the same. */
export function sentencesReview(name: string, pointer: Finding['pointer'], subject: string, texts: Texts): Finding[] {
  const [before, after] = [reflowed(texts.old), reflowed(texts.new)];
  if (before === after) return [];
  const sentence =
    before === ''
      ? `${subject} is described now`
      : after === ''
        ? `${subject} is no longer described`
        : `${subject} is described in other words`;
  return [review(name, pointer, sentence, { old: before || null, new: after || null })];
}

function reflowed(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
