import { expect, test } from 'vitest';
import { summary } from '../summary.ts';
import { comparisonRecord, notWorse, undecided, worse } from '../testing/sample-comparison.ts';

const of = (...[compared]: Parameters<typeof comparisonRecord>): string => summary(comparisonRecord(compared));

test('a comparison has its sentence, both sides, and the rows that matter', () => {
  const text = of(worse());
  for (const part of [
    '## ❌ acme-next is worse than acme-main',
    '❌ **worse**: p50 is 4.8 % slower (3.7 to 5.9), seen in 52 s',
    'Baseline acme-main <code>https&#58;//acme-main.acme.example/api/v2</code> (10,400 requests, 4 failed)',
    '| p50 | 14.2 ms | 14.9 ms | 4.8 % slower | 3.7 to 5.9 % | 5 % | 1.8 % | ❌ worse |',
    '11 % (10 % after about 66 s) | ❔ undecided |',
    '| p50 of email |',
    '52 s of at most 180 s, in 26 chunks of 2 s',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('| memory |');
});

test('what is only watched and not worse is counted, not shown', () => {
  const text = of(notWorse());
  expect(text.match(/^\| .* \|$/gm)).toHaveLength(2 + 5);
  expect(text).toContain('11 more were watched');
});

test('what keeps it open is said, with what would decide it', () => {
  const text = of(undecided());
  expect(text).toContain('❔ **undecided**: The baseline differs from itself: p50 by 3 % (1.5 to 4.5).');
  expect(text).toContain('Run it again on a quieter machine');
  expect(text).toContain('Single rows do not count here');
});
