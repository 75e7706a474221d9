/**
 * @file The last step of `npm run build`: the modules that tsc wrote become a few CommonJS files in dist/bin, with no copy of a module
 * in two of them. What help needs is one file, what `nerwin tag` needs is one more, and every other command is loaded when it runs.
 * Few files and CommonJS because both start faster: see `test/bench/results` for what it saves. Threads start from dist/src.
 *
 * The entry for browsers becomes one ES module, dist/browser/index.js, with the WebAssembly code in it, so that every bundler takes it
 * as it is. There, a file `NAME.browser.js` takes the place of `NAME.js`. The site of `nerwin page` but for the model becomes dist/page.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { rolldown } from 'rolldown';
import { sourcesHash, stampPath } from '../dist/src/built.js';

const folder = 'dist/bin';
const entries = ['nerwin', 'start', 'model', 'keep-code'];
const own = resolve('dist') + sep;
/** A package whose 9 kB help and every terminal need: loading it apart takes longer than all the rest of help. */
const bundled = 'get-east-asian-width';
const bundledFolder = resolve('node_modules', bundled) + sep;
const isOurs = (id) =>
  id.startsWith('.') ||
  id === bundled ||
  [own, bundledFolder].some((folder) => resolve(id).startsWith(folder));

/** The files that hold together: each holds what its root imports statically, less what a file before it holds. */
const groups = [
  { name: 'main', root: resolve('dist/src/cli/main.js') },
  { name: 'tag', root: resolve('dist/src/cli/tag.js') },
];

/** The names of the modules that `root` imports statically, at any depth, and its own. */
function closureOf(root, moduleInfo) {
  const closure = new Set([root]);
  for (const id of closure) {
    for (const imported of moduleInfo(id)?.importedIds ?? [])
      if (imported.startsWith(own)) closure.add(imported);
  }
  return closure;
}

function groupOf(id, context) {
  for (const group of groups) {
    group.closure ??= closureOf(group.root, (module) => context.getModuleInfo(module));
    if (group.closure.has(id)) return group.name;
  }
  return null;
}

rmSync(join(folder, 'package.json'), { force: true }); // of an earlier build: the files are ES modules until the bundle is written
const bundle = await rolldown({
  input: Object.fromEntries(entries.map((name) => [name, join(folder, `${name}.js`)])),
  platform: 'node',
  external: (id) => !isOurs(id), // packages stay packages
});
const { output } = await bundle.write({
  dir: folder,
  format: 'cjs',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: { groups: [{ name: groupOf, debugName: 'main and tag' }] },
});
// An entry runs when it is loaded, so no other file may share code with it.
const shared = output.flatMap(({ fileName, imports = [], dynamicImports = [] }) =>
  [...imports, ...dynamicImports]
    .filter((used) => entries.includes(used.replace(/\.js$/, '')))
    .map((used) => `${fileName} loads ${used}`),
);
if (shared.length > 0) throw new Error(`an entry holds code of other files: ${shared.join(', ')}`);
const written = new Set(output.map(({ fileName }) => join(fileName)));
for (const old of readdirSync(folder, { recursive: true }))
  if (/\.\w+$/.test(old) && !written.has(old)) rmSync(join(folder, old)); // of an earlier build
writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
chmodSync(join(folder, 'nerwin.js'), 0o755);
// In a process of its own, without the code of this build. A sentence is tagged, so that what it needs is compiled and kept.
execFileSync(process.execPath, [join(folder, 'keep-code.js')], { stdio: ['ignore', 'ignore', 'inherit'] });

const platform = {
  name: 'browser files',
  resolveId(source, importer) {
    if (!importer || !source.startsWith('.')) return null;
    const path = resolve(dirname(importer), source.replace(/\.js$/, '.browser.js'));
    return existsSync(path) ? path : null;
  },
};
const browser = await rolldown({
  input: 'dist/src/browser.js',
  platform: 'browser',
  moduleTypes: { '.wasm': 'base64' },
  plugins: [platform],
});
await browser.write({ file: 'dist/browser/index.js', format: 'esm', minify: true });

/** The page is written in TSX; all else it imports comes from the files that tsc wrote. */
const fromBuild = {
  name: 'the rest from the build',
  resolveId(source, importer) {
    if (!importer?.startsWith(resolve('src')) || !source.startsWith('.')) return null;
    const path = relative('src', resolve(dirname(importer), source));
    if (path.startsWith('page')) return null;
    return platform.resolveId(`./${path}`, resolve('dist/src/page.js')) ?? resolve('dist/src', path);
  },
};
const page = await rolldown({
  input: { page: 'src/page/main.tsx', 'tag-worker': 'src/page/tag/worker.ts' },
  platform: 'browser',
  moduleTypes: { '.wasm': 'base64' },
  resolve: { extensionAlias: { '.js': ['.ts', '.tsx'] } },
  plugins: [fromBuild, platform],
});
await page.write({
  dir: 'dist/page',
  format: 'esm',
  minify: true,
  chunkFileNames: 'shared.js',
  cleanDir: true,
});
for (const file of ['index.html', 'page.css']) copyFileSync(join('src/page', file), join('dist/page', file));
writeFileSync(stampPath, JSON.stringify({ all: sourcesHash('all'), kernel: sourcesHash('kernel') }));
