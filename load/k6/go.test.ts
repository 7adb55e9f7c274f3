import { expect, test } from 'vitest';
import { run } from './effects.ts';

const { code: hasGo } = await run({ file: 'go', args: ['version'], timeLimit: 30_000 });

// The two packages that need no k6: k6 itself takes minutes to compile.
test.runIf(hasGo === 0)('the tests of the Go packages pass', { timeout: 120_000 }, async () => {
  const ended = await run({
    file: 'go',
    args: ['test', './cells', './script'],
    cwd: import.meta.dirname,
    env: { CGO_ENABLED: '0', GOWORK: 'off' },
    timeLimit: 110_000,
  });
  expect(ended, ended.stdout).toMatchObject({ code: 0 });
});
