import { defineConfig, mergeConfig } from 'vitest/config';
import everything from './vitest.config.js';

/** What needs a build, or takes more than a second or two. */
const slow = [
  'api/**',
  'bench/**',
  'cli/**',
  'installed/**',
  'interop/**',
  'page/**',
  'probe/**',
  'run/**',
  'simd/**',
  'speed/**',
  'corpus/packed-sentences.test.ts',
  'examples*.test.ts',
  'file.test.ts',
  'lessons/gradcheck/check.test.ts',
  'packed.test.ts',
  'tagging/form-table.test.ts',
  'tagging/same-encoding.test.ts',
  'tagging/tagger.test.ts',
  'text/tokenize-corpora.test.ts',
  'text/tokenize-laws.test.ts',
];

/** `npm run test:quick`: the tests for the time between two edits. `npm test` runs all. */
export default mergeConfig(
  everything,
  defineConfig({
    test: {
      env: { NERWIN_OLD_BUILD: '1' }, // the kernel may be missing or old: SIMD and loops give the same bits
      exclude: slow.map((path) => `test/${path}`),
      isolate: false, // modules are loaded once for all files of a worker
    },
  }),
);
