import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contracts,load,fixtures,reports,scripts}/**/*.test.ts'],
    // Whole programs run in some tests; a limit is there for what hangs, not for what is slow.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
