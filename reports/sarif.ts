import { contractFileOf } from './contract-file.ts';
import { epochMilliseconds } from './epoch.ts';
import { sha256 } from './record/exchange-file.ts';
import { exitCode } from './record/exit-code.ts';
import type { RunRecord } from './record/record.ts';
import { type Alert, alerts } from './sarif/alerts.ts';
import { clauseRule, type Rule } from './sarif/rules.ts';
import { plural, shortLine } from './text.ts';
import { type View, view } from './view/index.ts';
import { lapsedInWords } from './view/waivers.ts';

/** Code scanning on GitHub takes 25,000 results and shows 5,000 of them. */
const shown = 5000;

/** GitHub cuts texts of rules at 1,024 characters. */
const longest = 950;

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** SARIF 2.1.0 (OASIS): what fails the run, each at the line of the contract that it stands on. */
export const sarif = (record: RunRecord): string => {
  const seen = view(record);
  const all = once(alerts(seen)).toSorted((a, b) => Number(a.level !== 'error') - Number(b.level !== 'error'));
  const told = all.slice(0, shown);
  const rules = new Map([...record.clauses.map(clauseRule), ...told.map(({ rule }) => rule)].map((r) => [r.id, r]));
  const indices = new Map([...rules.keys()].map((id, index) => [id, index]));
  const run = {
    tool: {
      driver: {
        name: record.tool.name,
        version: shortLine(record.tool.version),
        rules: [...rules.values()].map(descriptor),
      },
    },
    // A later upload takes the place of an earlier one of the same id only, so each target has its own.
    automationDetails: { id: `sendproof/${shortLine(record.target.name, 100).replaceAll('/', '-')}/` },
    invocations: [invocation(seen, all.length - told.length)],
    artifacts: [{ location: placeOf(record), hashes: { 'sha-256': shortLine(record.contract.sha256) } }],
    columnKind: 'utf16CodeUnits',
    results: told.map((alert) => resultOf(record, alert, indices.get(alert.rule.id) ?? -1)),
  };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 1)}\n`;
};

const placeOf = (record: RunRecord) => ({ uri: encodeURI(contractFileOf(record)), uriBaseId: '%SRCROOT%' });

type Counted = Alert & { fingerprint: string; times: number };

/** Each alert once: a load that ran twice may find the same thing twice. */
const once = (all: readonly Alert[]): Counted[] => {
  const groups = Map.groupBy(all, ({ identity }) => sha256(JSON.stringify(identity)));
  return [...groups].flatMap(([fingerprint, same]) =>
    same.slice(0, 1).map((alert) => ({ ...alert, fingerprint, times: same.length })),
  );
};

/** In messages braces are doubled (3.11.5), and what looks like a link becomes one (3.11.6). */
const message = (text: string, length = longest): { text: string } => ({
  text: shortLine(text, length).replace(/[{}]/g, '$&$&').replaceAll('](', '] ('),
});

const descriptor = ({ id, text, help, level, tags }: Rule) => ({
  id: shortLine(id),
  shortDescription: message(text),
  fullDescription: message(text),
  help: message(help),
  defaultConfiguration: { level },
  properties: { tags },
});

const resultOf = (
  record: RunRecord,
  { rule, level, line, message: text, fingerprint, times, properties }: Counted,
  ruleIndex: number,
) => ({
  ruleId: shortLine(rule.id),
  ruleIndex,
  level,
  message: message(text, 1500),
  locations: [
    { physicalLocation: { artifactLocation: { ...placeOf(record), index: 0 }, region: { startLine: line } } },
  ],
  // GitHub knows only the first name, and would make one alert of all results on one line without it.
  partialFingerprints: { primaryLocationLineHash: fingerprint, 'finding/v1': fingerprint },
  occurrenceCount: times,
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, said]) => [
      name,
      typeof said === 'string' ? shortLine(said) : said.map((one) => shortLine(one)),
    ]),
  ),
});

/** Whether the run can be relied on, so that no results are not taken for no findings. */
const invocation = ({ record, headline, whyInconclusive, waivers }: View, leftOut: number) => {
  const lapsed = lapsedInWords(waivers);
  const notes = [
    ...record.faults.map((fault) => ({ level: 'error', text: `${fault.where}: ${fault.message}` })),
    ...whyInconclusive.map((text) => ({ level: 'warning', text })),
    ...(lapsed === '' ? [] : [{ level: 'warning', text: lapsed }]),
    ...(leftOut > 0
      ? [{ level: 'note', text: `${plural(leftOut, 'more result')} left out here: see record.json.` }]
      : []),
  ];
  const time = (name: string, at: string | null) =>
    at === null || epochMilliseconds(at) === null ? {} : { [name]: at };
  return {
    executionSuccessful: record.result !== 'inconclusive',
    exitCode: exitCode(record),
    exitCodeDescription: shortLine(headline.sentence, 1500),
    ...time('startTimeUtc', record.startedAt),
    ...time('endTimeUtc', record.finishedAt),
    toolExecutionNotifications: notes.slice(0, 100).map(({ level, text }) => ({ level, message: message(text) })),
  };
};
