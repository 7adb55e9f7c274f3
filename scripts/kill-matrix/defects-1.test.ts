import { describe, test } from 'vitest';
import { expectKilled, visible } from '../testing/kill.ts';
import { withSeeds } from '../testing/seeds.ts';

// In two files, which run side by side.
const half = withSeeds(visible).filter((_, index) => index % 2 === 0);

describe('every defect breaks exactly the clauses that it names', () => {
  test.each(half)('$server.name, seed $seed: $server.title', ({ server, seed }) => expectKilled(server, seed));
});
