import type { Json } from '../../clauses/json.ts';
import type { Part } from '../change.ts';
import type { Wire } from './validator.ts';

/** What a schema is of: `subject` names it in a sentence (`the body`), and `within` a place inside of it. */
export type Of = {
  part: Part;
  /** Of a parameter or header. */
  name: string;
  /** Beginning of the names of findings. */
  path: string;
  subject: string;
  within: (place: string) => string;
  wire: Wire;
  /** What cannot be sent at all is no witness. */
  canBe: (value: Json) => boolean;
};
