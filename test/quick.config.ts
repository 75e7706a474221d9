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
  'corpus/written.test.ts',
  'document/page-chart.test.ts',
  'examples*.test.ts',
  'export/onnx-model.test.ts',
  'file.test.ts',
  'lessons/boundary/classifier.test.ts',
  'lessons/gradcheck/check.test.ts',
  'lessons/graph/gates.test.ts',
  'lessons/graph/graph.test.ts',
  'model/damage.test.ts',
  'packed.test.ts',
  'tagging/form-table.test.ts',
  'tagging/json-record.test.ts',
  'tagging/long-record.test.ts',
  'tagging/same-encoding.test.ts',
  'tagging/tagger.test.ts',
  'text/tokenize-corpora.test.ts',
  'text/tokenize-laws.test.ts',
  'training/resume.test.ts',
  'whole-file.test.ts',
];

/** `npm run test:quick`: the tests for the time between two edits. `npm test` runs all. */
export default mergeConfig(
  everything,
  defineConfig({
    test: {
      env: { NERWIN_OLD_BUILD: '1' }, // the kernel may be missing or old: SIMD and loops give the same bits
      exclude: slow.map((path) => `test/${path}`),
      isolate: false, // modules are loaded once for all files of a worker
      maxWorkers: '100%', // vitest leaves one core free by default
    },
  }),
);
