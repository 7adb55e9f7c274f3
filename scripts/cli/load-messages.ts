import { filled, validatorOf } from '../../contracts/cases/agreement.ts';
import { channelsOf } from '../../contracts/cases/channel.ts';
import { sampleOf } from '../../contracts/cases/sample.ts';
import type { Contract } from '../../contracts/clauses/contract.ts';
import type { Json } from '../../contracts/clauses/json.ts';
import { defaultAttachmentUrl } from '../../contracts/target/resolve.ts';
import type { Messages } from '../../load/messages.ts';
import { prepareBody } from '../../load/scenarios/message.ts';
import { CHANNELS, PAYLOADS } from '../../load/scenarios/settings.ts';

/** What a document lets the messages of a load be. */
export function messagesOf(contract: Contract): Messages {
  const besides = contract.body.filter(
    ({ path, required, name }) => path.length === 1 && required && name !== 'content' && name !== 'channel_id',
  );
  const fields = Object.fromEntries(besides.map((place) => [place.name, filled(sampleOf(contract.body, place))]));
  const isValid = validatorOf(contract);
  const isAllowed = (payload: (typeof PAYLOADS)[number]): boolean => {
    const { before, after } = prepareBody({}, payload, defaultAttachmentUrl, fields);
    const body: Json = JSON.parse(`${before}1${after}`);
    return isValid?.(body) !== false;
  };
  const payloads = PAYLOADS.filter(isAllowed);
  const left = PAYLOADS.filter((payload) => !payloads.includes(payload));
  const unloaded = channelsOf(contract).filter((channel) => !CHANNELS.some((one) => one === channel));
  return {
    fields,
    payloads,
    notes: [
      ...(left.length > 0 ? [`not sent, since the document does not allow them: ${left.join(', ')}`] : []),
      ...unloaded.map((channel) => `${channel} gets no load: sendproof makes load of ${CHANNELS.join(', ')} only`),
    ],
  };
}

/** Whether a document has a channel, and lets a message name a Slack channel. */
export function allows(contract: Contract): { channel: (name: string) => boolean; channelId: boolean } {
  const channels = channelsOf(contract);
  return {
    channel: (name) => channels.includes(name),
    channelId: contract.body.some(({ name }) => name === 'channel_id'),
  };
}
