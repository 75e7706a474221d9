/**
 * @file The last step of `npm run build`: nerwin and what it needs for help and for tagging become one CommonJS file, which
 * `bin/launch.cjs` runs as dist/bin/nerwin.js, that is `npx nerwin`. Reading one file takes half the time of reading fifty, CommonJS
 * starts without the loader of ES modules, and `bin/warm.cjs` keeps what the engine compiled. The other commands stay the modules that
 * tsc wrote: `src/cli/loaders.js` and what it imports.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

const folder = 'dist/bin';
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  supported: { 'regexp-unicode-property-escapes': true }, // or each became a call that compiles it again
  packages: 'external',
  external: ['./dist/src/cli/loaders.js'],
  // Where the bundle is stands for where a module is: data and the WebAssembly module are found from there.
  define: { 'import.meta.url': 'moduleUrl' },
  logLevel: 'warning',
};
const moduleUrl = "const moduleUrl = require('node:url').pathToFileURL(__filename).href;";

rmSync(`${folder}/nerwin.cache`, { force: true }); // it belongs to the bundle before
const { outputFiles } = await build({
  ...common,
  entryPoints: [`${folder}/nerwin.js`],
  outdir: folder,
  banner: { js: `(function (require, load, __filename) { ${moduleUrl}` },
  footer: { js: '})' },
  write: false,
});
// Code from the engine's cache cannot import: the launcher does it.
writeFileSync(
  `${folder}/nerwin.bundle.js`,
  outputFiles[0].text.replaceAll(/\bimport\((?="[^"]*"\))/g, 'load('),
);
await build({
  ...common,
  entryPoints: ['start', 'model'].map((name) => `${folder}/${name}.js`),
  outdir: folder,
  allowOverwrite: true,
  banner: { js: moduleUrl },
});
writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n');
copyFileSync('bin/launch.cjs', `${folder}/nerwin.js`);
chmodSync(`${folder}/nerwin.js`, 0o755);
execFileSync(process.execPath, ['bin/warm.cjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
