import type { Clause, Level } from '../../contracts/clauses/clause.ts';
import type { Comparison } from '../../load/comparison/record.ts';
import type { Finding } from '../../load/sample.ts';
import { METRIC_WORDS } from '../../load/stats/compare/words.ts';
import { quotation } from '../view/clauses.ts';
import { capital } from '../view/comparison.ts';
import { kindInWords } from '../view/load.ts';

/** What an alert stands on: a clause of the contract, a consumer, a kind of finding under load, or something compared. */
export interface Rule {
  id: string;
  text: string;
  help: string;
  level: 'error' | 'warning' | 'note';
  tags: string[];
}

const levels: Readonly<Record<Level, Rule['level']>> = { must: 'error', should: 'warning', info: 'note' };

/** How much a demand of the contract weighs, as SARIF calls it. */
export const levelOf = (level: Level): Rule['level'] => levels[level];

/** The rule that a clause is. */
export const clauseRule = (clause: Clause): Rule => ({
  id: clause.id,
  text: clause.text,
  help: `${clause.text} Line ${clause.line} of the contract: ${quotation(clause)}`,
  level: levelOf(clause.level),
  tags: ['contract', clause.level],
});

/** The rule of a verdict about a clause that the record does not hold. */
export const unknownRule = (id: string): Rule => ({
  id,
  text: `The demand ${id}`,
  help: 'The record does not say what this demands.',
  level: 'error',
  tags: ['contract'],
});

/** The rule that a target without this finding keeps. */
export const loadRule = ({ kind }: Finding): Rule => ({
  id: `load.${kind}`,
  text: `${kindInWords({ kind, channel: null, text: '' })} under load`,
  help: 'A target that is well shows nothing of the kind under load. docs/load.md says how it is found.',
  level: 'error',
  tags: ['load'],
});

/** The rule that a target breaks none of those who rely on it. */
export const consumerRule: Rule = {
  id: 'consumer',
  text: 'A consumer is broken by this target',
  help: 'Pact’s own Verifier held the target against the pact of a consumer. docs/pacts.md says how.',
  level: 'error',
  tags: ['consumer'],
};

/** The rule that a change did not make this worse. */
export const comparisonRule = (metric: Comparison['metric'] | 'whole'): Rule => ({
  id: `compare.${metric}`,
  text: `${metric === 'whole' ? 'The candidate' : capital(METRIC_WORDS[metric].name)} is worse than the baseline`,
  help: 'Two targets were compared, and this is worse by more than chance. docs/comparing.md says how that is decided.',
  level: 'error',
  tags: ['compare'],
});
