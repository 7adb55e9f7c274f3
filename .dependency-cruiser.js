/** The one-way picture of docs/design, held by a tool: a lower folder knows nothing of a higher one. */
const tests = String.raw`\.test\.ts$|/testing/`;

/** `from` may import nothing of `to`. */
const forbid = (name, comment, from, to, pathNot = tests) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot },
  to: { path: to },
});

/** Only `allowed` may use the modules in `effect`. */
const only = (name, comment, effect, allowed) => ({
  name,
  comment: `${comment} Pass the effect in as a function instead.`,
  severity: 'error',
  from: { path: '^(contracts|load|reports)/', pathNot: `${tests}|${allowed}` },
  to: { path: effect },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    forbid(
      'stats-are-pure',
      'Statistics know numbers only. Give them numbers.',
      '^load/stats/',
      '^(contracts|load/(?!stats/)|reports|scripts|fixtures|node_modules)',
    ),
    forbid(
      'clauses-first',
      'Clauses come from the document alone.',
      '^contracts/clauses/',
      '^(contracts/(?!clauses/)|load|reports|scripts|fixtures)',
    ),
    forbid(
      'cases-from-clauses',
      'Cases come from clauses alone: no target, no engine.',
      '^contracts/cases/',
      '^(contracts/(target|engines|verdicts|run)|load|reports|scripts|fixtures)',
    ),
    forbid(
      'diff-from-documents',
      'What changed between two documents comes from the documents alone.',
      '^contracts/diff/',
      '^(contracts/(?!diff/|clauses/)|load|reports|scripts|fixtures)',
    ),
    forbid(
      'target-knows-no-engine',
      'The gate serves every engine and knows none.',
      '^contracts/target/',
      '^(contracts/(engines|verdicts|run)|load|reports|scripts|fixtures)',
    ),
    forbid(
      'engines-do-not-judge',
      'An engine says what it thinks; the judge judges the bytes.',
      '^contracts/engines/',
      '^(contracts/(verdicts|run)|load|reports|scripts|fixtures)',
    ),
    forbid(
      'contracts-below-reports',
      'What is found does not depend on how it is told.',
      '^contracts/',
      '^(load|reports|scripts|fixtures)',
    ),
    forbid(
      'load-below-reports',
      'What is measured does not depend on how it is told.',
      '^load/',
      '^(contracts/(engines|verdicts|run)|reports|scripts|fixtures)',
    ),
    forbid('reports-below-cli', 'A report is a function of the record.', '^reports/', '^(scripts|fixtures)'),
    forbid(
      'reference-is-independent',
      'One misreading must not hide on both sides.',
      '^fixtures/',
      '^(contracts|load|reports|scripts)',
      '^$',
    ),
    forbid(
      'nobody-knows-the-reference',
      'Only "serve" and tests start the reference implementation.',
      '^(contracts|load|reports|scripts)/',
      '^fixtures/',
      `${tests}|^scripts/cli/commands/serve\\.ts$`,
    ),
    only(
      'http-at-the-gate',
      'Only the gate talks to a target.',
      '^(undici|node_modules/undici|(node:)?(https?|http2|net|tls)$)',
      '^contracts/target/(transport|door)\\.ts$|^contracts/engines/pact/|^load/witness/control\\.ts$',
    ),
    only(
      'children-at-the-edge',
      'Child processes are started in few places.',
      '^(node:)?child_process$',
      '^contracts/engines/child\\.ts$|^load/(k6/)?effects\\.ts$',
    ),
    only(
      'files-at-the-edge',
      'Files are read and written in few places.',
      '^(node:)?fs(/promises)?$',
      '^contracts/engines/pact/|^contracts/consumers/verify/batch\\.ts$|^contracts/target/write-schema\\.ts$|^load/((k6/)?effects|bundle|ids|write-schema)\\.ts$|^load/witness/process\\.ts$|^reports/record/(writer|read|files|write-schema)\\.ts$|^reports/diff/write-schema\\.ts$',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: 'load/scenarios/generated' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
