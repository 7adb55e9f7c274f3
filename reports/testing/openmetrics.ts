/** One family as the strict reader sees it. Series are written as they stand: name and labels. */
export interface Read {
  type: string;
  unit: string | undefined;
  series: ReadonlyMap<string, number>;
}

const metricName = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const escapedString = String.raw`(?:[^"\\\n]|\\["\\n])*`;
const label = `[a-zA-Z_][a-zA-Z0-9_]*="${escapedString}"`;
const number = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`;

const descriptor = new RegExp(`^# (TYPE|UNIT|HELP) (${metricName}) (${escapedString})$`);
const sample = new RegExp(`^(${metricName})((?:\\{${label}(?:,${label})*\\})?) (${number})$`);

const types = ['gauge', 'counter', 'stateset', 'info', 'histogram', 'gaugehistogram', 'summary', 'unknown'];

/**
 * Reads text by the ABNF of OpenMetrics 1.0, without what no report uses (time stamps, exemplars, NaN), and by the rules
 * beside it: each family in one piece, described before its samples and once, ending with its unit; no series twice.
 */
export const readOpenMetrics = (text: string): Map<string, Read> => {
  if (!text.endsWith('\n# EOF\n')) throw new Error('no # EOF at the end');
  const families = new Map<string, Read & { series: Map<string, number>; described: Set<string> }>();
  let current = '';
  for (const line of text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1)) {
    const wrong = (why: string) => new Error(`${why}: ${line}`);
    const [, what = '', name = '', said = ''] = descriptor.exec(line) ?? [];
    if (what !== '') {
      if (name !== current && families.has(name)) throw wrong('a family in two pieces');
      const family = families.get(name) ?? {
        type: 'unknown',
        unit: undefined,
        series: new Map(),
        described: new Set(),
      };
      if (family.described.has(what) || family.series.size > 0) throw wrong('described twice or too late');
      if (what === 'TYPE' && !types.includes(said)) throw wrong('no such type');
      if (what === 'UNIT' && !name.endsWith(`_${said}`)) throw wrong('a name without its unit');
      family.described.add(what);
      if (what === 'TYPE') family.type = said;
      if (what === 'UNIT') family.unit = said;
      families.set(name, family);
      current = name;
      continue;
    }
    const [, of = '', labels = '', value = ''] = sample.exec(line) ?? [];
    const family = families.get(current);
    if (of === '' || of !== current || family === undefined) throw wrong('no sample of this family');
    const names = [...labels.matchAll(new RegExp(label, 'g'))].map(([one]) => one.replace(/=.*/s, ''));
    if (new Set(names).size < names.length) throw wrong('a label twice');
    if (family.series.has(of + labels)) throw wrong('a series twice');
    if (family.type === 'summary' && !(Number(value) >= 0 && /[{,]quantile="(0(\.\d+)?|1)"/.test(labels)))
      throw wrong('no quantile');
    family.series.set(of + labels, Number(value));
  }
  return families;
};
