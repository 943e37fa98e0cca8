import { defineConfig } from 'vitest/config';

/** The long checks (`npm run test:heavy`): random histories, faults at every step, fuzzing. */
export default defineConfig({
  test: {
    include: ['test/heavy/**/*.test.ts'],
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
