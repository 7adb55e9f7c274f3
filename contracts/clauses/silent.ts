import type { Level, Source } from './clause.ts';

/** Demands that no keyword or sentence spells out: the plain meaning of a name, or a standard that the document builds on. */
export type SilentDemand = {
  id: string;
  level: Level;
  at: 'operation' | 'security' | 'thread_id' | 'answer.id' | 'answer.thread_id';
  text: string;
  source: Source;
};

const meaning = (of: string): Source => ({ kind: 'meaning', of });
const rfc = (section: string): Source => ({ kind: 'rfc', section });

export const silentDemands: readonly SilentDemand[] = [
  {
    id: 'means.thread_id.exists',
    level: 'must',
    at: 'thread_id',
    text: 'A message to a thread that does not exist is refused.',
    source: meaning('thread_id'),
  },
  {
    id: 'means.workspace',
    level: 'must',
    at: 'security',
    text: 'A token of one workspace sends nothing on a thread of another.',
    source: meaning('workspace'),
  },
  {
    id: 'means.thread_id.echo',
    level: 'must',
    at: 'answer.thread_id',
    text: 'The answer’s thread_id is the thread that the message was sent on.',
    source: meaning('thread_id'),
  },
  {
    id: 'means.id.unique',
    level: 'should',
    at: 'answer.id',
    text: 'Two messages never get the same id.',
    source: meaning('id'),
  },
  {
    id: 'rfc.client-error-4xx',
    level: 'should',
    at: 'operation',
    text: 'A fault of the client is answered with a 4xx status.',
    source: rfc('RFC 9110, 15.5'),
  },
  {
    id: 'rfc.missing-token-401',
    level: 'should',
    at: 'security',
    text: 'A request without a valid token is answered with 401.',
    source: rfc('RFC 6750, 3.1'),
  },
  {
    id: 'rfc.www-authenticate',
    level: 'should',
    at: 'security',
    text: 'A 401 answer has a WWW-Authenticate field.',
    source: rfc('RFC 9110, 15.5.2'),
  },
  {
    id: 'rfc.scheme-case',
    level: 'should',
    at: 'security',
    text: 'The authentication scheme is compared without regard to case.',
    source: rfc('RFC 9110, 11.1'),
  },
  {
    id: 'rfc.media-type',
    level: 'should',
    at: 'operation',
    text: 'A body is read as what its Content-Type says it is.',
    source: rfc('RFC 9110, 8.3'),
  },
];
