import { shortLine } from '../text.ts';
import type { Family, Sample } from './families.ts';

const escaped = (text: string): string => text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n');

const labelsOf = ({ labels }: Sample): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(shortLine(value, 200))}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

const familyText = ({ name, type, unit, help, samples }: Family): string[] => {
  const series = new Map<string, number>();
  for (const sample of samples) {
    const labels = labelsOf(sample);
    // The standard has no two samples with the same labels; the first one stays.
    if (sample.value !== null && !series.has(labels)) series.set(labels, sample.value);
  }
  if (series.size === 0) return [];
  return [
    `# TYPE ${name} ${type}`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${escaped(help)}`,
    ...[...series].map(([labels, value]) => `${name}${labels} ${value}`),
  ];
};

/** Families as OpenMetrics 1.0 text. A family without a value is left out. */
export const exposition = (families: readonly Family[]): string =>
  [...families.flatMap(familyText), '# EOF', ''].join('\n');
