import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    reporters: ['default', fileURLToPath(new URL('skip-reporter.ts', import.meta.url))],
    setupFiles: ['test/setup.ts'],
    maxWorkers: '100%', // by default, one core would have nothing to do: half the time on a machine with two
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
