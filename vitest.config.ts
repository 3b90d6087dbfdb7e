import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/integration/**', 'test/lab/**'],
        },
      },
      {
        // Real servers on loopback and in network namespaces: one file after the other, against dist/.
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/lab/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        // What the ledger has to say of six scenarios in the lab, to the query: on a host that does nothing else.
        test: {
          name: 'lab',
          include: ['test/lab/**/*.acceptance.ts'],
          fileParallelism: false,
          hookTimeout: 320_000,
        },
      },
    ],
  },
});
