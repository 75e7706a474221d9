/**
 * The tests that mutation testing runs: those of the folders that it changes, so that a folder holds its own laws and a
 * mutant costs seconds.
 */
import { defineConfig } from 'vitest/config';
import whole from '../vitest.config.js';

/** Tests elsewhere that state laws of a folder. */
const elsewhere: Readonly<Record<string, string[]>> = {
  lecture: ['test/kernels/page.test.ts'],
  features: ['test/dataset/**/*.test.ts', 'test/windows/encoder.test.ts'],
  windows: ['test/dataset/**/*.test.ts'],
  network: ['test/kernels/{page,loops}.test.ts'],
};

const folders = (process.env.MUTATED ?? '').split(',');

export default defineConfig({
  test: {
    ...whole.test,
    include: folders.flatMap((folder) => [`test/${folder}/**/*.test.ts`, ...(elsewhere[folder] ?? [])]),
    testTimeout: 120_000,
    isolate: false, // modules are loaded once: mutants are switched on while code runs
  },
});
