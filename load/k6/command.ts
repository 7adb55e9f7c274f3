import { majorMinor } from './version.ts';

/** Arguments of `k6 run` for a bundled scenario. They hold no secret: argument lists can be read by every user. */
export function k6Arguments(version: string, script: string): string[] {
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
    '--out=json=-',
    script,
  ];
}

function summaryOff(version: string): string {
  const [major, minor] = majorMinor(version);
  return major === 1 && minor < 3 ? '--no-summary' : '--summary-mode=disabled';
}

/** k6's environment; `home` is an empty directory, so that no configuration file of the user's is read. */
export function k6Environment(home: string): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: home,
    K6_NO_USAGE_REPORT: 'true',
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  };
}
