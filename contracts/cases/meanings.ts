import type { Contract } from '../clauses/contract.ts';
import { text } from '../clauses/json.ts';
import { element, type Place } from '../clauses/schema.ts';
import { sentences } from '../clauses/sentences.ts';

/** Whether a sentence stands at a place. */
export function isSaidAt(place: Place, sentence: string): boolean {
  return place.parts.some(({ schema }) => text(schema.description)?.includes(sentence) === true);
}

/** The text of the message, whatever the document calls it. */
export function contentOf({ body }: Contract): Place | undefined {
  const said = body.find((place) => !place.path.includes(element) && isSaidAt(place, sentences.html));
  return said ?? body.find(({ name }) => name === 'content');
}

/** What Slack threads need unless a channel is stored there; nothing where the document does not ask for it. */
export function channelIdOf({ body }: Contract): Place | undefined {
  return body.find((place) => place.path.length === 1 && isSaidAt(place, sentences.slackChannelId));
}

/** The URLs that a target may fetch. */
export function urlsOf({ body }: Pick<Contract, 'body'>): Place[] {
  return body.filter((place) => isSaidAt(place, sentences.httpsUrl));
}
