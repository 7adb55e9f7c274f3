/** What is to be checked of a change. Paths are as the user gave them. */
export type Wish = {
  contract: string;
  /** Profile of the service as it is with the change. */
  target?: string | undefined;
  /** Profile of the service as it is without it; it takes a target to be compared with. */
  baseline?: string | undefined;
  /** Seconds that the comparison may take. */
  budget: number;
  waivers?: string | undefined;
  pacts?: string | undefined;
  /** The whole path of where all reports go, a folder for each check. */
  out: string;
};

const given = (option: string, value: string | undefined): string[] => (value === undefined ? [] : [option, value]);

/** `old` is the contract as it was: a file or `git:REV:PATH`. */
export const diffArguments = ({ contract, waivers, pacts, out }: Wish, old: string): string[] => [
  ...['diff', '--out', `${out}/diff`, ...given('--waivers', waivers), ...given('--pacts', pacts)],
  ...['--', old, contract],
];

export const contractArguments = ({ contract, waivers, pacts, out }: Wish, target: string): string[] => [
  ...['contract', '--contract', contract, '--target', target, '--out', `${out}/contract`],
  ...[...given('--waivers', waivers), ...given('--pacts', pacts)],
];

export const compareArguments = ({ contract, budget, out }: Wish, baseline: string, target: string): string[] => [
  ...['compare', '--contract', contract, '--baseline', baseline, '--candidate', target],
  ...['--budget', `${budget}s`, '--out', `${out}/compare`],
];
