import type { RunRecord } from '../record/record.ts';
import { type Alert, alerts } from '../sarif/alerts.ts';
import { plural } from '../text.ts';
import { view } from '../view/index.ts';
import type { Annotation } from './annotation.ts';

const levels = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** What fails a run, at the line of the contract that it stands on; once for each clause, however many cases it fails. */
export const annotationsOfRun = (record: RunRecord): Annotation[] =>
  [...Map.groupBy(alerts(view(record)), ({ rule }) => rule.id).values()].flatMap(ofRule);

const ofRule = ([alert, ...others]: Alert[]): Annotation[] => {
  if (alert === undefined) return [];
  const { rule, level, line, message } = alert;
  const more = others.length > 0 ? ` (and ${plural(others.length, 'more time')})` : '';
  return [
    {
      level: levels[level],
      line,
      title: rule.text,
      message: `${message}${more}`,
      rule: rule.id,
      identity: ['run', rule.id],
    },
  ];
};
