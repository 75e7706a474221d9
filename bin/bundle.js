/**
 * @file The last step of `npm run build`: dist/bin/nerwin.js and what it needs for help and for tagging become one CommonJS file, which
 * is what `npx nerwin` runs. Reading one file takes half the time of reading fifty, and CommonJS starts without the loader of ES
 * modules. The other commands stay the modules that tsc wrote: `src/cli/loaders.js` and what it imports.
 */
import { chmodSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const entry = 'dist/bin/nerwin.js';

await build({
  entryPoints: ['nerwin', 'start', 'model'].map((name) => `dist/bin/${name}.js`),
  outdir: 'dist/bin',
  allowOverwrite: true,
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
writeFileSync('dist/bin/package.json', '{ "type": "commonjs" }\n');
chmodSync(entry, 0o755);
