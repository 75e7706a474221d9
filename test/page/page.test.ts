import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Tagger } from '../../src/index.js';
import { headerChecksum } from '../../src/model/checksums.js';
import { hasChromium, launchChromium, noChromium, serve } from '../api/chromium.js';
import { root } from '../api/sentences.js';
import { titleIf } from '../skip-reporter.js';

const title = (text: string): string => titleIf(hasChromium, noChromium, text);
const command = [join(root, 'dist/bin/nerwin.js'), 'page'];

/** Returns a model whose file says that it is of another version (one digit), and is otherwise in order. */
function ofVersion(model: Buffer, version: number): Buffer {
  const changed = Buffer.from(model);
  const header = changed.subarray(8, 8 + Number(changed.readBigUInt64LE(0)));
  const { checksums } = JSON.parse(header.toString()) as { checksums: { data_offsets: [number, number] } };
  const from = changed.byteOffset + 8 + header.length;
  const numbers = new Int32Array(changed.buffer.slice(from, from + checksums.data_offsets[1]));
  const at = header.indexOf('"checksum":"') + '"checksum":"'.length;
  header.write('00000000', at);
  header.write(String(version), header.indexOf('format\\":') + 'format\\":'.length);
  header.write(headerChecksum(header, numbers), at);
  return changed;
}

/** Runs the command to its end. */
function run(...args: string[]): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [...command, ...args]);
  let errors = '';
  child.stderr.on('data', (piece) => {
    errors += piece;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, errors })));
}

describe('nerwin page --output', () => {
  const folder = () => join(mkdtempSync(join(tmpdir(), 'page-')), 'site');

  test('writes the site and the model, and writes it again over itself', async () => {
    const site = folder();
    for (const _ of [1, 2]) expect(await run('--output', site)).toMatchObject({ code: 0 });
    expect(readdirSync(site).sort()).toEqual([
      'index.html',
      'model.safetensors',
      'page.css',
      'page.js',
      'shared.js',
      'tag-worker.js',
    ]);
    const [written, shipped] = [
      join(site, 'model.safetensors'),
      join(root, 'data/model/default.safetensors'),
    ];
    expect(readFileSync(written).equals(readFileSync(shipped))).toBe(true);
  });

  test('refuses a folder with files of others, and leaves them as they are', async () => {
    const site = mkdtempSync(join(tmpdir(), 'page-'));
    writeFileSync(join(site, 'notes.txt'), 'mine');
    const { code, errors } = await run('--output', site);
    expect(code).toBe(3);
    expect(errors).toContain('notes.txt');
    expect(readdirSync(site)).toEqual(['notes.txt']);
  });

  test('refuses a model that is none before it writes, and a call without a task', async () => {
    const site = folder();
    expect(await run('--output', site, '--model', join(root, 'README.md'))).toMatchObject({ code: 3 });
    expect(readdirSync(join(site, '..'))).toEqual([]);
    expect(await run()).toMatchObject({ code: 2 });
  });
});

test('the scripts of the page have at most 70 and 60 kB, gzipped', () => {
  const size = (...files: string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, 'dist/page', file))).length, 0);
  expect(size('page.js', 'shared.js')).toBeLessThan(70_000);
  expect(size('tag-worker.js')).toBeLessThan(60_000);
});

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  let browser: Browser;
  let server: ChildProcess;
  let origin = '';
  const complaints: string[] = [];

  beforeAll(async () => {
    server = spawn(process.execPath, [...command, '--serve', '--port', '0']);
    origin = await new Promise<string>((resolve) =>
      server.stdout?.once('data', (piece) => resolve(String(piece).trim())),
    );
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    server?.kill();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]); // neither errors in the console nor requests elsewhere
  });

  const open = async (hash: string, settings = {}): Promise<Page> => {
    const page = await browser.newPage(settings);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
        complaints.push(request.url());
    });
    await page.goto(`${origin}#${hash}`);
    return page;
  };
  /** Waits until an expression is true on the page; Playwright's own way needs `eval`, which the page forbids. */
  const until = (page: Page, expression: string) =>
    expect.poll(() => page.evaluate(expression), { timeout: 20_000 }).toBe(true);
  const status = (page: Page) => page.locator('[role=status]').first();

  test(title('tag: marks as the text is typed, explains a word, follows the threshold'), async () => {
    const page = await open('tab=tag');
    await page.getByLabel('Text', { exact: true }).fill('Rain in Paris and New York.');
    await until(page, "document.querySelectorAll('.marks mark').length === 2");
    expect(await page.locator('.marks mark').allTextContents()).toEqual(['Paris', 'New York']);
    const { tokens } = (await Tagger.load()).tag('Rain in Paris and New York.');
    expect(await page.locator('.words button').allTextContents()).toEqual(
      tokens.map(({ text, score }) => `${text} ${score?.toFixed(2)}`),
    );
    await page.getByRole('button', { name: /^Paris/ }).click();
    await page.getByRole('heading', { name: 'Paris' }).waitFor();
    expect(await page.locator('.explanation tbody').first().locator('tr').count()).toBeGreaterThanOrEqual(5);
    expect(await page.locator('.explanation [role=status]').textContent()).toMatch(
      /^s = .*, a location; probability \d+\.\d %$/,
    );
    await page.goto(`${origin}#tab=tag&text=Rain+in+Paris&threshold=19`);
    await until(page, "document.querySelectorAll('.marks mark').length === 0");
    await page.close();
  });

  test(title('tag: typing a paragraph takes less than 5 ms a keystroke in the thread'), async () => {
    const page = await open('tab=tag');
    const paragraph = 'He flew from New York to Nice, then by train to Lyon and on to Geneva. '.repeat(6);
    await page.getByLabel('Text', { exact: true }).fill(paragraph);
    const times: number[] = [];
    for (const letter of 'In Berlin, it rained.') {
      await page.getByLabel('Text', { exact: true }).press('End');
      await page.keyboard.type(letter);
      await page.waitForTimeout(250); // the time is shown at a pause in typing
      const text = (await status(page).textContent()) ?? '';
      times.push(text.includes('less than') ? 0 : Number(/in ([\d.]+) ms/.exec(text)?.[1]));
    }
    times.sort((a, b) => a - b);
    expect(times[Math.floor(times.length / 4)]).toBeLessThan(5); // the quickest quarter: other tests take the processor, too
    await page.close();
  });

  test(
    title('tag: a file that is no model is refused in one sentence, and the model in use stays'),
    async () => {
      const page = await open('tab=tag');
      await page.locator('.words button').first().waitFor();
      const model = {
        name: 'x.safetensors',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from('not a model'),
      };
      await page.locator('input[type=file]').setInputFiles(model);
      expect(await page.getByRole('alert').textContent()).toContain('model');
      await page.getByLabel('Text', { exact: true }).fill('Snow in Oslo.');
      await until(page, "document.querySelector('.marks mark')?.textContent === 'Oslo'");
      await page.close();
    },
  );

  /** Opens the page with another model, or another script for the thread that tags. */
  const openWith = async (
    file: string,
    answer: { readonly body?: Buffer | string; readonly status?: number },
  ) => {
    const page = await browser.newPage();
    await page.route(`**/${file}`, (route) =>
      route.fulfill({ contentType: 'text/javascript', status: 200, ...answer }),
    );
    await page.goto(`${origin}#tab=tag&text=Snow+in+Oslo.`);
    return page;
  };
  const model = readFileSync(join(root, 'data/model/default.safetensors'));
  test.each<[string, { body?: Buffer; status?: number }, RegExp]>([
    ['is none', { body: Buffer.from('<!doctype html>not a model') }, /model/],
    ['is truncated', { body: model.subarray(0, 1_000_000) }, /truncated/],
    ['is of another version', { body: ofVersion(model, 9) }, /format 9/],
    ['is not there', { status: 404, body: Buffer.alloc(0) }, /the server answered 404/],
  ])(
    title('tag: a model beside the page that %s is one sentence; another model can be chosen'),
    async (_name, answer, sentence) => {
      const page = await openWith('model.safetensors', answer);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch(sentence);
      expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Snow in Oslo.');
      if (answer.status === 404) {
        await page.locator('input[type=file]').setInputFiles(join(root, 'data/model/default.safetensors'));
        await until(page, "document.querySelector('.marks mark')?.textContent === 'Oslo'");
        expect(await page.getByRole('alert').count()).toBe(0);
      }
      await page.close();
    },
  );

  test(
    title('tag: a model whose transfer breaks off halfway is one sentence, and the text stays'),
    async () => {
      const { server, origin } = await serve(({ url = '/' }, response) => {
        const name = url.slice(1) || 'index.html';
        if (name === 'model.safetensors') {
          response.writeHead(200, { 'content-length': model.length });
          response.write(model.subarray(0, model.length / 2), () => response.destroy());
          return;
        }
        const types: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };
        response.writeHead(200, { 'content-type': types[name.split('.')[1]] });
        response.end(readFileSync(join(root, 'dist/page', name)));
      });
      const page = await browser.newPage();
      await page.goto(`${origin}/#tab=tag&text=Snow+in+Oslo.`);
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch(/^[^\n]*model\.safetensors[^\n]*$/);
      expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('Snow in Oslo.');
      await page.close();
      server.close();
    },
  );

  test(title('tag: a file too large for the tab is one sentence, and the model in use stays'), async () => {
    const page = await open('tab=tag&text=Snow+in+Oslo.');
    await page.locator('.marks mark').waitFor({ state: 'attached' });
    await page.evaluate("File.prototype.arrayBuffer = () => Promise.reject(new RangeError('too large'))");
    const file = { name: 'big.safetensors', mimeType: '', buffer: Buffer.from('x') };
    await page.locator('input[type=file]').setInputFiles(file);
    expect(await page.getByRole('alert').textContent()).toMatch(
      /^big\.safetensors cannot be read: [^\n]*\.$/,
    );
    await page.getByLabel('Text', { exact: true }).fill('Rain in Rome.');
    await until(page, "document.querySelector('.marks mark')?.textContent === 'Rome'");
    await page.close();
  });

  test(title('once loaded, every tab works without a network'), async () => {
    const page = await open('tab=tag');
    await page.locator('.marks mark').waitFor({ state: 'attached' });
    await page.context().setOffline(true);
    await page.getByLabel('Text', { exact: true }).fill('Rain in Rome.');
    await until(page, "document.querySelector('.marks mark')?.textContent === 'Rome'");
    for (const tab of ['Train', 'Graph', 'Window']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('button', { name: /step/i }).first().waitFor();
    }
    await page.close();
  });

  test(
    title('tag: while the answer is on its way, marks before the change stay where they are'),
    async () => {
      const worker = readFileSync(join(root, 'dist/page/tag-worker.js'), 'utf8');
      const slow = `const send = postMessage; postMessage = (m) => m.kind === 'tagged' && /!$/.test(m.record.text) ? 0 : send(m);${worker}`;
      const page = await openWith('tag-worker.js', { body: slow });
      await page.getByLabel('Text', { exact: true }).fill('Rain in Rome, sun in Oslo.');
      await until(page, "document.querySelectorAll('.marks mark').length === 2");
      await page.getByLabel('Text', { exact: true }).fill('Rain in Rome, and sun in Oslo!'); // is never answered
      await until(page, "document.querySelectorAll('.marks mark').length === 1");
      expect(await page.locator('.marks').textContent()).toBe('Rain in Rome, and sun in Oslo!');
      expect(await page.locator('.marks mark').textContent()).toBe('Rome');
      await page.close();
    },
  );

  test(title('tag: without WebAssembly the plain loops find the same'), async () => {
    const script = readFileSync(join(root, 'dist/page/tag-worker.js'), 'utf8');
    const page = await openWith('tag-worker.js', { body: `delete globalThis.WebAssembly;${script}` });
    await until(page, "document.querySelector('.marks mark')?.textContent === 'Oslo'");
    expect(await page.locator('.words small').first().textContent()).toMatch(/^−?\d/);
    await page.close();
  });

  test(title('the address follows fast typing, and a link restores text, word and threshold'), async () => {
    const page = await open('tab=tag');
    await page.getByLabel('Text', { exact: true }).fill('');
    await page.getByLabel('Text', { exact: true }).pressSequentially('Rain in Paris and Rome today.');
    await until(page, "new URLSearchParams(location.hash).get('text') === 'Rain in Paris and Rome today.'");
    await page.getByRole('button', { name: /^Rome/ }).click();
    await page.getByRole('slider', { name: /Threshold/ }).press('ArrowRight');
    await until(page, "location.hash.includes('threshold=') && location.hash.includes('word=4')");
    const chosen = await page.getByRole('slider', { name: /Threshold/ }).inputValue();
    await page.reload();
    await page.getByRole('heading', { name: 'Rome' }).waitFor();
    expect(await page.getByRole('slider', { name: /Threshold/ }).inputValue()).toBe(chosen);
    await page.close();
  });

  test(title('tag: a megabyte of text is tagged, and shown in part'), async () => {
    const page = await open('tab=window'); // the address is too short for a megabyte, so not by a link
    await page.getByRole('tab', { name: 'Tag' }).click();
    await page
      .getByLabel('Text', { exact: true })
      .fill('Trains from Paris to Rome were late. '.repeat(27_000));
    await page.getByText('Only the first 2,000').waitFor({ timeout: 30_000 });
    expect(await status(page).textContent()).toContain('54,000 locations');
    expect(await page.evaluate('location.href.length')).toBeLessThan(20_000); // a link to it has the other settings
    expect((await page.getByLabel('Text', { exact: true }).inputValue()).length).toBe(27_000 * 37);
    await page.close();
  }, 90_000);

  test(
    title('train: a step, a run, a replay by link; the network separates what a line cannot'),
    async () => {
      const page = await open('tab=train');
      await page.getByRole('button', { name: 'Step' }).click();
      expect(await status(page).textContent()).toMatch(/^Epoch 1: /);
      await page.goto(`${origin}#tab=train&set=circles&epoch=30`);
      await page.reload();
      await until(page, "document.querySelector('[role=status]').textContent.startsWith('Epoch 30')");
      const text = await status(page).textContent();
      expect(text).toContain('network 120 of 120');
      await page.reload();
      await until(page, "document.querySelector('[role=status]').textContent.startsWith('Epoch 30')");
      expect(await status(page).textContent()).toBe(text);
      await page.close();
    },
  );

  test(
    title('train: points are added by the keyboard and kept in the address; too high a rate is explained'),
    async () => {
      const page = await open('tab=train');
      const plane = page.locator('canvas.editable').first();
      await plane.focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('0');
      expect(await status(page).textContent()).toContain('of 121 right');
      await until(page, "location.hash.includes('points=')");
      await page.goto(`${origin}#tab=train&f=identity&rate=100&hidden=20`);
      await page.reload();
      await page.getByRole('button', { name: 'Run' }).click();
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').textContent()).toMatch(/became too large in epoch \d+/);
      await page.getByRole('button', { name: 'Try a lower rate' }).click();
      await until(page, "location.hash.includes('rate=10')");
      await page.close();
    },
  );

  test(
    title('graph: values and gradients of the example of the lecture; a fault is one sentence'),
    async () => {
      const page = await open('tab=graph');
      expect(await page.locator('.picture .value').allTextContents()).toEqual([
        '1',
        '2',
        '2',
        '0',
        '3',
        '2',
        '6',
      ]);
      expect(await page.locator('.picture .gradient').allTextContents()).toEqual([
        '2',
        '2',
        '3',
        '0',
        '2',
        '3',
        '1',
      ]);
      await page.getByRole('button', { name: 'Back' }).click();
      await until(page, "location.hash.includes('step=')");
      await page.getByLabel('Expression').fill('(x+y)*');
      expect(await page.getByRole('alert').textContent()).toMatch(
        /^column 7: expected expression after \*[^\n]*$/,
      );
      expect(await page.locator('.picture').count()).toBe(1); // the last one stays
      await page.getByLabel('Expression').fill('x*x');
      await until(page, "document.querySelectorAll('.picture .value').length === 3");
      await page.close();
    },
  );

  test(title('window: one SGD step lowers J, and training ends with no pair inside the margin'), async () => {
    const page = await open('tab=window');
    const first = await status(page).textContent();
    await page.getByRole('button', { name: 'One SGD step' }).click();
    expect(await status(page).textContent()).toMatch(/^Step 1: /);
    expect(await status(page).textContent()).not.toBe(first);
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByText('nothing is left to learn').waitFor({ timeout: 30_000 });
    expect(await status(page).textContent()).toContain('J = 0.0000');
    await page.close();
  });

  test(
    title('window: a sentence of your own, any of its words as the true one, and all of it in the address'),
    async () => {
      const page = await open('tab=window');
      await page.getByLabel('Sentence').fill('Rain in Lyon');
      await page.getByRole('button', { name: 'Lyon' }).click();
      expect(await page.locator('.ruler .true .center').textContent()).toBe('Lyon');
      await page.getByRole('button', { name: 'One SGD step' }).click();
      await page.getByRole('button', { name: 'One SGD step' }).click();
      expect(await page.locator('.halves .note').first().textContent()).toContain('“– Rain in Lyon –”');
      const text = await status(page).textContent();
      expect(text).toMatch(/^Step 2: J = \d\.\d{4} over 2 pairs; /);
      await until(page, '/sentence=Rain\\+in\\+Lyon&center=2&update=2/.test(location.hash)');
      await page.reload();
      await until(page, "document.querySelector('[role=status]').textContent.startsWith('Step 2')");
      expect(await status(page).textContent()).toBe(text);
      await page.close();
    },
  );

  test(
    title('window: a sentence that cannot be the toy is one sentence, and the last one stays'),
    async () => {
      const page = await open('tab=window');
      const field = page.getByLabel('Sentence');
      await field.fill('Paris');
      expect(await page.getByRole('alert').textContent()).toMatch(/^The sentence has 1 word\. [^\n]*two/);
      expect(await page.locator('.ruler .center').count()).toBe(8);
      await field.fill('word '.repeat(25));
      expect(await page.getByRole('alert').textContent()).toMatch(
        /^The sentence has 25 words\. Shorten it to 24/,
      );
      await field.fill('a a a a a a a'); // windows 2 to 4 are equal
      await page.getByRole('button', { name: 'a' }).nth(3).click();
      expect(await page.getByRole('alert').count()).toBe(0);
      expect(await status(page).textContent()).toContain('J cannot become 0');
      await page.close();
    },
  );

  test(title('tabs by keyboard; the back button goes back'), async () => {
    const page = await open('tab=tag');
    await page.getByRole('tab', { name: 'Tag' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('location.hash')).toContain('tab=train');
    await page.goBack();
    await until(page, "document.querySelector('[aria-selected=true]').textContent === 'Tag'");
    await page.close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [360, 768, 1400]) {
      test(
        title(`no violation of accessibility and nothing too wide: ${colorScheme}, ${width} px`),
        async () => {
          for (const tab of ['tag&word=4', 'train&epoch=5', 'graph', 'window&update=5']) {
            const page = await open(`tab=${tab}`, {
              colorScheme,
              viewport: { width, height: 900 },
              bypassCSP: true,
            });
            if (tab.startsWith('tag')) await page.locator('.explanation').waitFor();
            await page.evaluate(axe.source);
            const violations = await page.evaluate(
              "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))",
            );
            expect(violations).toEqual([]);
            expect(
              await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
            ).toBeLessThanOrEqual(0);
            await page.close();
          }
        },
      );
    }
  }
});
