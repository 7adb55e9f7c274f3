/** One measured value. Null: there is none, so nothing is written, never 0. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number | null;
}

/**
 * Values of one name. `unit`, where there is one, is the end of the name too. Only types that the older Prometheus text
 * has as well, so that collectors that know nothing of OpenMetrics read the same file.
 */
export interface Family {
  name: string;
  type: 'gauge' | 'summary';
  unit?: 'seconds' | 'ratio';
  help: string;
  samples: readonly Sample[];
}

/** A family of numbers that may go up and down from run to run. */
export const gauge = (name: string, help: string, samples: readonly Sample[], unit?: Family['unit']): Family => ({
  name,
  type: 'gauge',
  help,
  samples,
  ...(unit === undefined ? {} : { unit }),
});

/** A sample for each of some states under one label: 1 for the one that holds, 0 for the others. */
export const stateSamples = (
  label: string,
  states: readonly string[],
  held: string,
  labels: Sample['labels'] = {},
): Sample[] => states.map((state) => ({ labels: { ...labels, [label]: state }, value: Number(state === held) }));
