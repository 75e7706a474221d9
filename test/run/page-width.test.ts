import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { htmlPage } from '../../src/document/html.js';
import { table } from '../../src/document/report.js';
import { reportHtml } from '../../src/run/run-document.js';
import { hasChromium, launchChromium, noChromium } from '../api/chromium.js';
import { captured } from '../cli/captured.js';
import { titleIf } from '../skip-reporter.js';
import { sampleEpoch, sampleRun } from './report-sample.js';

const title = (text: string): string => titleIf(hasChromium, noChromium, text);
const widths = [400, 1000, 1280] as const;
const folder = mkdtempSync(join(tmpdir(), 'page-width-'));

/** Runs a command that writes a page. */
async function pageOf(...args: string[]): Promise<string> {
  const file = join(folder, 'command.html');
  const { code, notes } = await captured([...args, '--html', file]);
  if (code !== 0) throw new Error(notes);
  const page = readFileSync(file, 'utf8');
  rmSync(file);
  return page;
}

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const { entity } = sampleRun.dev;
const epochs = Array.from({ length: 60 }, (_, index) => sampleEpoch(index + 1));
const pages: Readonly<Record<string, () => string | Promise<string>>> = {
  'the report of a run': () => reportHtml({ ...sampleRun, test: sampleRun.dev }),
  'the report of a bag with a long name': () =>
    reportHtml({
      ...sampleRun,
      run: long,
      epochs,
      members: [1, 2, 3].map((seed) => ({ seed, bestEpoch: seed, entity })),
      splits: sampleRun.splits.map((split) => ({
        ...split,
        files: [{ path: `/a/${long}/${'folder/'.repeat(30)}x.conll`, sha256: '', scheme: 'IOB2' }],
      })),
      reproduce: [`nerwin train --config ${'folder/'.repeat(30)}${long}.yaml`],
    }),
  'a table with more numbers than any screen has room for': () =>
    htmlPage({
      title: 'wide',
      blocks: [
        table(
          Array.from({ length: 30 }, (_, k) => [`metric ${k}`, 'right'] as const),
          [Array.from({ length: 30 }, (_, k) => (k / 7).toFixed(9))],
        ),
      ],
    }),
  'eval --html': () => pageOf('eval', '--corpus', 'data/corpus/test.conll', '--operating-point', 'precise'),
  'compare --html': () => {
    const names = ['first', `${long}-of-many`].map((name, k) => {
      const file = join(folder, `${name}.jsonl`);
      const lines = epochs.map(({ epoch, loss, dev }) => JSON.stringify({ epoch, loss: loss + k, dev }));
      writeFileSync(file, `${lines.join('\n')}\n`);
      return file;
    });
    return pageOf('compare', '--view', ...names, '--metric', 'loss,dev.entity.f1');
  },
  'explain --html': () => pageOf('explain', `I live in Paris and ${long}.`),
  'boundary --html': () => pageOf('boundary', '--epochs', '20'),
};

/** What is cut off, or wider than its place, or broken inside a word of at most 16 letters. Runs in the page. */
const faults = `(() => {
  const found = [];
  const isReadAloudOnly = (element) =>
    element !== null && (getComputedStyle(element).clipPath !== 'none' || isReadAloudOnly(element.parentElement));
  for (const element of document.querySelectorAll('body *')) {
    const { left, right, width } = element.getBoundingClientRect();
    const inSvg = element.closest('svg');
    if (width === 0 || (inSvg && inSvg !== element)) continue;
    if (isReadAloudOnly(element)) continue;
    const name = element.tagName + ' ' + element.textContent.slice(0, 40);
    if (right > innerWidth + 0.5 || left < -0.5) found.push('outside the page: ' + name);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) found.push('too wide: ' + name);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement.closest('svg, pre, style')) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      if (word.length > 16) continue;
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) found.push('broken: ' + word);
    }
  }
  for (const svg of document.querySelectorAll('svg')) {
    const frame = svg.getBoundingClientRect();
    for (const text of frame.width === 0 ? [] : svg.querySelectorAll('text')) {
      const box = text.getBoundingClientRect();
      const isCut = box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      if (box.width > 0 && isCut) found.push('cut in a picture: ' + text.textContent);
    }
  }
  return found;
})()`;

afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasChromium)('pages in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());

  test.each(Object.keys(pages))(
    title('%s: nothing is cut off at any width, in both themes'),
    async (name) => {
      const file = join(folder, 'page.html');
      writeFileSync(file, await pages[name]());
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of widths) {
          const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
          const complaints: string[] = [];
          page.on('console', (message) => complaints.push(message.text())); // such as styles that the content policy forbids
          await page.goto(pathToFileURL(file).href);
          expect(await page.evaluate(faults), `${width} px`).toEqual([]);
          expect(complaints).toEqual([]);
          await page.close();
        }
    },
  );
});
