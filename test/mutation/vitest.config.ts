/** The tests that mutation testing runs: without those that need dist or big corpora, or take seconds. */
import { configDefaults, defineConfig } from 'vitest/config';
import whole from '../vitest.config.js';

const slow = [
  'test/{cli,bench,speed,simd,run,document,compare,corpus,vectors}/**',
  'test/model/**',
  'test/tagging/{tokenize,tag-threads,characters,sentences}*',
  'test/lessons/{explain,boundary,graph}/**',
  'test/*.test.ts',
];

export default defineConfig({
  test: { ...whole.test, exclude: [...configDefaults.exclude, ...slow], testTimeout: 20_000 },
});
