import { type K6Output, majorMinor } from './version.ts';

export type K6Command = {
  version: string;
  /** Path of the bundled scenarios. */
  script: string;
  output: K6Output;
  /** Outputs of k6's own that run beside ours. */
  outputs: readonly string[];
  /** The part of the load that this k6 takes, of several: `0:1/2`, and all parts: `0,1/2,1`. */
  segment?: { segment: string; sequence: string } | undefined;
};

/** Arguments of `k6 run` for a bundled scenario. They hold no secret: argument lists can be read by every user. */
export function k6Arguments({ version, script, output, outputs, segment }: K6Command): string[] {
  return [
    'run',
    '--quiet',
    '--no-color',
    // No server: two runs at once would want the same port.
    '--address=',
    '--no-usage-report',
    // Thresholds and the summary need every sample kept in memory.
    '--no-thresholds',
    summaryOff(version),
    '--log-output=stderr',
    '--log-format=raw',
    output === 'extension' ? '--out=sendproof=-' : '--out=json=-',
    ...outputs.map((one) => `--out=${one}`),
    // Our own output needs none of k6's tags, and the script says so. URLs would make a series of each thread.
    ...(outputs.length > 0 ? [`--system-tags=${SYSTEM_TAGS}`] : []),
    ...(segment === undefined
      ? []
      : [`--execution-segment=${segment.segment}`, `--execution-segment-sequence=${segment.sequence}`]),
    script,
  ];
}

const SYSTEM_TAGS = 'proto,status,method,error_code,expected_response,tls_version,scenario';

function summaryOff(version: string): string {
  const [major, minor] = majorMinor(version);
  return major === 1 && minor < 3 ? '--no-summary' : '--summary-mode=disabled';
}

/** The environment variable that asks our output for lines of samples, by the value 1. */
export const SAMPLES_VARIABLE = 'SENDPROOF_SAMPLES';

/** Variables that set up outputs of k6's own. */
const OUTPUT_VARIABLES = /^(K6_PROMETHEUS_RW_|K6_OTEL_|OTEL_)/;

/**
 * k6's environment; `home` is an empty directory, so that no configuration file of the user's is read. Of the user's own
 * variables only those go through that set up the outputs which were asked for.
 */
export function k6Environment(
  home: string,
  outputs: readonly string[],
  user: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const passed = Object.entries(user).flatMap(([name, value]) =>
    outputs.length > 0 && OUTPUT_VARIABLES.test(name) && value !== undefined ? [[name, value]] : [],
  );
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    ...Object.fromEntries(passed),
  };
}
