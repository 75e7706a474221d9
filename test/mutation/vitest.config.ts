/** The tests that mutation testing runs: those next to what it changes, without the ones that take seconds each. */
import { defineConfig } from 'vitest/config';
import whole from '../vitest.config.js';

export default defineConfig({
  test: {
    ...whole.test,
    include: [
      'test/{lecture,features,windows,network,training,evaluation,dataset}/**/*.test.ts',
      'test/kernels/{page,loops,dropout}.test.ts',
    ],
    testTimeout: 120_000,
  },
});
