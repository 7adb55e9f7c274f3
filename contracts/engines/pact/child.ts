import { endWithParent } from '../child.ts';
import { provider } from './consumer.ts';
import type { Job } from './job.ts';
import { tell, verify } from './verify.ts';

endWithParent();

/** Verifies the project's own pact, in a process of its own. */
process.once('message', async ({ providerBaseUrl, pact, states, values }: Job) => {
  const valuesOf = async (parameters: unknown) => {
    const key = String(Object(parameters).key);
    const found = values[key];
    if (found === undefined) throw new RangeError(`nothing is planned for ${key}`);
    return found;
  };
  const stateHandlers = Object.fromEntries(states.map((state) => [state, valuesOf]));
  tell(await verify({ provider, providerBaseUrl, pactUrls: [pact], stateHandlers }));
});
