/**
 * @file `npm run check:bundlers`: packs nerwin (run `npm run build` first), bundles a page and a web worker that use it with Vite, webpack and esbuild,
 * none of them configured, and opens the page in Chromium.
 */
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { packagePath } from '../../src/package.js';
import { hasChromium, launchChromium, noChromium, serve } from '../api/chromium.js';
import { check, type Project } from './project.js';

const text = 'I flew from New York to Rome.';

/** Code that tags the text and reports what it finds; `model` is an expression for the URL of the model. */
const tagging = (
  imports: string,
  model: string,
  report: string,
): string => `import { Tagger } from 'nerwin/browser';
${imports}
const namesIn = (tagger) => tagger.tag(${JSON.stringify(text)}).locations.map(({ text }) => text).join(', ');
Tagger.load(${model}).then((tagger) => {
  const found = namesIn(tagger);
  ${report}
});
`;
const html = (script: string): string =>
  `<!doctype html><title>t</title><link rel="icon" href="data:,"><script type="module" src="${script}"></script>\n`;
const startWorker = `
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { document.title = found + ' | ' + data; };`;
const shipped = "import model from 'nerwin/model';";

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

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Opens the site and returns what the page and its worker have found. */
async function opened(folder: string): Promise<string> {
  const { server, origin } = await serve(({ url = '/' }, response) => {
    const path = join(folder, url === '/' ? 'index.html' : new URL(url, 'http://x').pathname);
    if (!existsSync(path)) return void response.writeHead(404).end();
    response
      .setHeader('content-type', types[extname(path)] ?? 'application/octet-stream')
      .end(readFileSync(path));
  });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(origin);
    await page
      .waitForFunction("document.title.includes('|')", undefined, { timeout: 60_000 })
      .catch(() => {});
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return await page.title();
  } finally {
    await browser.close();
    server.close();
  }
}

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
    if (title !== 'New York, Rome | New York, Rome')
      throw new Error(`${name}: the page and its worker found ${title}`);
    console.log(`${name} bundles nerwin/browser; the page and its worker find New York and Rome`);
  }
});
