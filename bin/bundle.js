/**
 * @file The last step of `npm run build`: dist/bin/nerwin.js and what it needs for help and for tagging → dist/bin/nerwin.cjs, one
 * file, which is what `npx nerwin` runs. Reading one file takes half the time of reading fifty, and a CommonJS one starts without
 * the loader of ES modules. The other commands stay the modules that tsc wrote: `src/cli/loaders.js` and what it imports.
 */
import { chmodSync } from 'node:fs';
import { build } from 'esbuild';

const entry = 'dist/bin/nerwin.cjs';

await build({
  entryPoints: ['dist/bin/nerwin.js'],
  outfile: entry,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  external: ['./dist/src/cli/loaders.js'],
  // Where the bundle is stands for where a module is: data and the WebAssembly module are found from there.
  define: { 'import.meta.url': 'moduleUrl' },
  banner: { js: "const moduleUrl = require('node:url').pathToFileURL(__filename).href;" },
  logLevel: 'warning',
});
chmodSync(entry, 0o755);
