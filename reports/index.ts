import { html } from './html.ts';
import { junit } from './junit.ts';
import type { RunRecord } from './record/record.ts';
import { summary } from './summary.ts';

/** Every report by the name of its file: pure functions from a record to text. One law-test runs over all of them. */
export const reports = {
  'report.html': html,
  'junit.xml': junit,
  'summary.md': summary,
} as const satisfies Readonly<Record<string, (record: RunRecord) => string>>;
