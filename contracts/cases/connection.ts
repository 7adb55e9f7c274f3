import type { Contract } from '../clauses/contract.ts';
import { successOf } from '../clauses/operation.ts';
import { accessCases } from './access.ts';
import { ordinaryBody } from './body.ts';
import { ordinary, request, success } from './build.ts';
import type { Case } from './case.ts';
import { otherThreads } from './elsewhere.ts';
import type { StateName } from './state.ts';

/**
 * What one request may leave behind for the next on a connection that is kept open: who was let in, which channel it was,
 * or the rest of a body that nobody read. Each request stands for itself (RFC 9110, 3.3).
 */
export function connectionCases(contract: Contract): Case[] {
  const body = ordinaryBody(contract);
  const answered = `response.${successOf(contract.operation).status}`;
  const refused = ['security.bearer/missing', 'says.scope/without', 'means.workspace/foreign'];
  const afterGood = accessCases(contract)
    .filter(({ id }) => refused.includes(id))
    .map(
      (one): Case => ({
        ...one,
        id: `${one.id}-after-good`,
        title: `${one.title}, after a good message on the same connection`,
        after: [ordinary],
      }),
    );
  const message = (label: string, after: string[], state: StateName, control: string, title: string): Case => ({
    id: `${answered}/after-${label}`,
    title: `a plain message ${title} on the same connection`,
    state,
    request: request(body),
    fault: null,
    expectation: success(state),
    clauses: [answered],
    controls: [control],
    after,
  });
  const afterRefused = [
    ['no-token', 'security.bearer/missing', 'one without a token'],
    ['no-content', 'request.body.required/without-content', 'one without content'],
    ['no-json', 'request.media-type/truncated', 'one that is not JSON'],
    ['form', 'request.media-type/form', 'a form'],
    ['huge', 'request.body.content.type/huge', 'a huge one'],
  ].map(([label = '', after = '', what]) => message(label, [after], 'email-thread', ordinary, `after ${what}`));
  const afterEmail = otherThreads(contract)
    .filter(({ state }) => state !== 'slack-thread')
    .map(({ state, thread, control }) =>
      message(`email@${state}`, [ordinary], state, control, `on a ${thread} thread after one on an email thread`),
    );
  const many = Array.from({ length: 5 }, () => ordinary);
  const afterMany = message('five', many, 'email-thread', ordinary, 'after five others');
  return [...afterGood, ...afterRefused, ...afterEmail, afterMany];
}
