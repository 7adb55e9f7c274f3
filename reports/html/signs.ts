import type { CaseOutcome, EngineResult } from '../view/cases.ts';
import { outcomeWords } from '../view/words.ts';
import { html, type Markup } from './markup.ts';

/** An outcome as a sign: its shape, its colour and, for those who hear the page, its word. */
export const sign = (outcome: CaseOutcome): Markup =>
  html`<span class="sign ${outcome}" role="img" aria-label="${outcomeWords[outcome].word}">${outcomeWords[outcome].sign}</span>`;

/** An engine with what it came to. */
export const chip = ({ engine, outcome }: Pick<EngineResult, 'engine' | 'outcome'>): Markup =>
  html`<span class="chip ${outcome}">${engine} <span aria-hidden="true">${outcomeWords[outcome].sign}</span><span class="unseen"> ${outcomeWords[outcome].word}</span></span>`;
