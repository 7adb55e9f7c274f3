import type { Options } from 'k6/options';
import type { Settings } from './settings.ts';

/** Seconds after the last request's time limit in which k6 still waits for its result. */
const GRACE = 2;

/** Options of a scenario in the open model: requests start when they are due, whether or not earlier ones are answered. */
export function openModel(name: string, settings: Settings): Options {
  return {
    scenarios: {
      [name]: {
        executor: 'constant-arrival-rate',
        // k6 takes whole numbers only: a thousandth of a request a second is fine enough.
        rate: Math.round(settings.rate * 1000),
        timeUnit: '1000s',
        duration: `${Math.round(settings.duration * 1000)}ms`,
        preAllocatedVUs: settings.vus.ready,
        maxVUs: settings.vus.most,
        gracefulStop: `${settings.timeout + GRACE}s`,
      },
    },
    // A redirect would send load and token to a host that the profile does not name.
    maxRedirects: 0,
    // Our own metric has its own tags: k6's would only make its output longer.
    systemTags: [],
    userAgent: 'sendproof-load',
  };
}
