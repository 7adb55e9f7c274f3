import type { ReferenceServer } from '../../fixtures/reference/index.ts';
import { key, type Script } from './person.ts';

/** What a person answers who knows the reference implementation. */
export function answersFor({ name, baseUrl, tokens, states, attachmentUrl }: ReferenceServer['profile']): Script {
  const { enter, down, clear } = key;
  return [
    ['What reports will call', name + enter],
    ['base URL', baseUrl + enter],
    ['with the scope messages:write', tokens.full.env + enter],
    ['without that scope', tokens['no-scope'].env + enter],
    ['without any integration', tokens.bare.env + enter],
    ...Object.entries(states).flatMap(([state, given]): Script => {
      const [entry] = [given].flat();
      const elsewhere = /not-configured|foreign/.test(state);
      return [
        [`${state}: `, enter],
        ['Its id', clear + entry?.thread + enter],
        ...(state === 'slack-thread' ? [['The Slack channel', entry?.channelId + enter] as const] : []),
        ...(elsewhere ? [['The token to ask with', (entry?.token === 'bare' ? '' : down) + enter] as const] : []),
      ];
    }),
    ['for attachments', attachmentUrl + enter],
    ['in a run', enter],
    ['a second', enter],
  ];
}
