import { describe, expect, test } from 'vitest';
import { auditReference } from '../testing/audit.ts';
import { missesOf, visible } from '../testing/kill.ts';
import { withSeeds } from '../testing/seeds.ts';

// In four files, which run side by side.
const share = withSeeds(visible, 1).filter((_, index) => index % 4 === 0);

describe('every defect breaks exactly the clauses that it names', () => {
  test.each(share)('$server.name, seed $seed: $server.title', async ({ server, seed }) => {
    expect(missesOf(server, await auditReference({ defect: server.name }, { seed }))).toEqual([]);
  });
});
