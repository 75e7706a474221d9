/**
 * @file `npm run check:bundlers`: packs nerwin (run `npm run build` first), bundles a page and a web worker that use it with Vite, webpack and esbuild,
 * none of them configured, and opens the page in Chromium.
 */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { packagePath } from '../../src/package.js';
import { hasChromium, noChromium } from '../api/chromium.js';
import { check, type Project } from './project.js';
import { html, opened, promised, shipped, startWorker, tagging } from './site.js';

interface Bundler {
  readonly name: string;
  /** Folder of the site. */
  readonly site: string;
  bundle(project: Project): void;
}

const bundlers: readonly Bundler[] = [
  {
    name: 'vite',
    site: 'dist',
    bundle: (project) => {
      project.write('index.html', html('/src/index.js'));
      project.run('npx', ['vite', 'build']);
    },
  },
  {
    name: 'webpack',
    site: 'dist',
    bundle: (project) => {
      project.run('npx', ['webpack', '--mode', 'production']);
      project.write('dist/index.html', html('main.js'));
    },
  },
  {
    name: 'esbuild',
    site: 'site',
    bundle: (project) => {
      // esbuild leaves `new URL(…, import.meta.url)` alone: the model and the worker are given by their addresses.
      project.write('src/index.js', tagging('', "'model.safetensors'", startWorker));
      project.write('src/worker.js', tagging('', "'model.safetensors'", 'postMessage(found);'));
      const args = ['src/index.js', 'src/worker.js', '--bundle', '--format=esm', '--outdir=site'];
      project.run('npx', ['esbuild', ...args]);
      project.write('site/index.html', html('index.js'));
      copyFileSync(
        packagePath('data/model/default.safetensors'),
        join(project.folder, 'site/model.safetensors'),
      );
    },
  },
];

const packages = ['vite', 'webpack', 'webpack-cli', 'esbuild'];
await check('bundlers', packages, async (project) => {
  for (const { name, site, bundle } of bundlers) {
    project.write('src/index.js', tagging(shipped, 'model', startWorker));
    project.write('src/worker.js', tagging(shipped, 'model', 'postMessage(found);'));
    bundle(project);
    if (!hasChromium) {
      console.error(`${name} bundles nerwin/browser; SKIPPED: opening the page: ${noChromium}`);
      continue;
    }
    const title = await opened(join(project.folder, site));
    if (title !== promised) throw new Error(`${name}: the page and its worker found ${title}`);
    console.log(`${name} bundles nerwin/browser; the page and its worker find New York and Rome`);
  }
});
