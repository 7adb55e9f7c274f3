import { ctrf } from './ctrf.ts';
import { html } from './html.ts';
import { junit } from './junit.ts';
import { metrics } from './metrics.ts';
import type { RunRecord } from './record/record.ts';
import { sarif } from './sarif.ts';
import { summary } from './summary.ts';

/** Every report by the name of its file: pure functions from a record to text. One law-test runs over all of them. */
export const reports = {
  'report.html': html,
  'junit.xml': junit,
  'ctrf.json': ctrf,
  'report.sarif': sarif,
  'summary.md': summary,
  'metrics.txt': metrics,
} as const satisfies Readonly<Record<string, (record: RunRecord) => string>>;
