/** @file A page and a web worker that use `nerwin/browser`, and what they find when Chromium opens them. */
import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { launchChromium, serve } from '../api/chromium.js';

const text = 'I flew from New York to Rome.';

/** Code that tags the text and reports what it finds; `model` is an expression for the URL of the model. */
export const tagging = (
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
export const html = (script: string): string =>
  `<!doctype html><title>t</title><link rel="icon" href="data:,"><script type="module" src="${script}"></script>\n`;
export const startWorker = `
const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => { document.title = found + ' | ' + data; };`;
export const shipped = "import model from 'nerwin/model';";

const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Opens the site and returns what the page and its worker have found. */
export async function opened(folder: string): Promise<string> {
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

/** What the page and its worker find, as the title of the page. */
export const promised = 'New York, Rome | New York, Rome';
