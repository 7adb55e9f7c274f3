/** What a signed run directory has besides its reports and exchanges. */
export const names = {
  record: 'record.json',
  events: 'events.jsonl',
  attestation: 'attestation.json',
  key: 'attestation.pub',
} as const;
