import { defineConfig } from 'vitest/config';

const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  throw new Error(
    `The tests need Node 24 and this is ${process.version}: run them with "npm test", which brings Node 24 along.`,
  );
}

// Tests import the sources, not the build.
const resolve = { conditions: ['lastgood-source'] };
const ssr = { resolve };

export default defineConfig({
  test: {
    projects: [
      {
        ssr,
        resolve,
        test: {
          name: 'unit',
          include: [
            'packages/*/test/**/*.test.{ts,tsx}',
            'simulator/test/**/*.test.{ts,tsx}',
            'bench/test/**/*.test.ts',
          ],
          // No test is about time, and a busy machine may take its time over the first one of a file.
          testTimeout: 30_000,
        },
      },
      // What crosses packages and needs nothing that npm does not install.
      {
        ssr,
        resolve,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      // What needs servers and clients that .ci/run installs.
      {
        ssr,
        resolve,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
});
