import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChartOptions } from '../../src/document/chart.js';
import { chartPicture } from '../../src/document/chart-picture.js';
import { htmlPage } from '../../src/document/html.js';
import { hasChromium, launchChromium, noChromium } from '../api/chromium.js';
import { titleIf } from '../skip-reporter.js';

const title = (text: string): string => titleIf(hasChromium, noChromium, text);

const losses: ChartOptions = {
  title: 'Loss',
  x: { label: 'epoch', whole: true },
  y: { label: 'loss', from: 0 },
  series: [
    { name: 'first <run>', points: [1, 2, 3, 4, 5].map((epoch) => [epoch, 16 / 2 ** epoch] as const) },
    {
      name: 'second',
      points: [
        [1, 4],
        [2, Number.NaN],
        [3, 0.25],
      ],
    },
  ],
};
const scores: ChartOptions = {
  title: 'Scores',
  x: { label: 'epoch', whole: true },
  y: { label: 'F1' },
  series: [{ name: 'F1', points: [1, 2, 3, 4, 5].map((epoch) => [epoch, 80 + epoch] as const) }],
};
const path: ChartOptions = {
  title: 'Curve',
  x: { label: 'recall, %' },
  y: { label: 'precision, %', to: 100 },
  series: [
    {
      name: 'precision, %',
      points: [
        [10, 90],
        [80, 70],
        [60, 20],
      ],
    },
  ],
};
const bins = [-1, 0, 1].map((from) => ({ from, to: from + 1, count: from + 1 }));
const histogram: ChartOptions = {
  title: 'Histogram',
  x: { label: 'score' },
  y: { label: 'windows', from: 0 },
  histograms: [{ name: 'true windows', bins }],
};

test('a logarithmic axis is offered where values differ by a factor of four, and what it cannot show is said', () => {
  const offered = (points: readonly (readonly [number, number])[]) =>
    chartPicture('', '', { ...losses, series: [{ name: 'loss', points }] }).chart?.log;
  expect(
    offered([
      [1, 3.9],
      [2, 1],
    ]),
  ).toBeUndefined();
  expect(
    offered([
      [1, 4],
      [2, 1],
    ])?.wide,
  ).toContain('↑ loss, log scale<');
  expect(
    offered([
      [1, 4],
      [2, 1],
      [3, 0],
    ])?.wide,
  ).toContain('↑ loss, log scale (0 is not shown)<');
  expect(
    offered([
      [1, 4],
      [2, -1],
    ]),
  ).toBeUndefined();
});

test('what is read has every x once, in order, and nothing where a line has no value', () => {
  expect(chartPicture('', '', losses).chart?.readout).toEqual({
    title: 'Loss',
    x: 'epoch',
    at: [1, 2, 3, 4, 5],
    values: [
      { name: 'first <run>', at: [8, 4, 2, 1, 0.5] },
      { name: 'second', at: [4, null, 0.25, null, null] },
    ],
  });
  expect(chartPicture('', '', histogram).chart?.readout).toEqual({
    title: 'Histogram',
    x: 'score',
    at: [-0.5, 0.5, 1.5],
    texts: ['-1 to 0', '0 to 1', '1 to 2'],
    values: [{ name: 'true windows', at: [0, 1, 2] }],
  });
});

describe.skipIf(!hasChromium)('charts in Chromium', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-chart-'));
  const file = join(folder, 'page.html');
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
    const blocks = [
      ...[losses, scores, histogram].map((options) => chartPicture('', '', options)),
      chartPicture('', '', path, [
        {
          name: 'threshold',
          points: [
            [10, 3],
            [80, 2],
            [60, 1],
          ],
        },
      ]),
    ];
    blocks.push(
      chartPicture('l.svg', 'rates', {
        title: 'Rates',
        x: { label: 'rate', log: true },
        y: { label: 'F1' },
        series: [
          {
            name: 'F1',
            points: [
              [0.01, 1],
              [0.05, 2],
              [1, 1.5],
            ],
          },
        ],
      }),
    );
    writeFileSync(file, htmlPage({ title: 'Charts', blocks }));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(
    width: number,
    javaScriptEnabled = true,
  ): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, javaScriptEnabled });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    await page.goto(pathToFileURL(file).href);
    return { page, complaints };
  }
  /** Rows of the tip of a chart, such as `epoch 3`, `second`, `0.25`. */
  const tipOf = (page: Page, chart: number): Promise<string[]> =>
    page.locator('figure').nth(chart).locator('.tip :is(b, span:not(:empty))').allTextContents();

  test.each([360, 1000])(
    title('%d px: the pointer reads all lines at the nearest x, also in the other charts over the same x'),
    async (width) => {
      const { page, complaints } = await opened(width);
      const plots = page.locator('.plots').first();
      const dot = plots.locator('.linear svg:visible .nw-series0 circle').nth(2); // epoch 3
      const { x, y } = (await dot.boundingBox()) ?? { x: 0, y: 0 };
      await page.mouse.move(x + 9, y + 9);
      expect((await tipOf(page, 0)).filter((text) => text !== '')).toEqual([
        'epoch 3',
        'first <run>',
        '2',
        'second',
        '0.25',
      ]);
      expect(await plots.locator('.tip .near').allTextContents()).toContain('first <run>');
      const shown = (chart: number) =>
        page.locator('figure').nth(chart).locator('svg:visible .nw-cursor[display=inline]').count();
      expect(await Promise.all([0, 1, 2].map(shown))).toEqual([1, 1, 0]);
      await page.mouse.move(1, 1);
      expect(await Promise.all([0, 1, 2].map(shown))).toEqual([0, 0, 0]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test(title('arrow keys, Home, End and Escape move the cursor, and values are announced'), async () => {
    const { page } = await opened(1000);
    const spoken = () => page.locator('[aria-live]').textContent();
    const press = async (...keys: string[]): Promise<string | null> => {
      for (const key of keys) await page.keyboard.press(key);
      return spoken();
    };
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toContain('Loss');
    expect(await press('ArrowRight')).toBe('epoch 1: first <run> 8, second 4');
    expect(await press('ArrowRight')).toBe('epoch 2: first <run> 4, second –');
    expect(await press('End', 'ArrowRight')).toBe('epoch 5: first <run> 0.5, second –');
    expect(await press('Home', 'ArrowLeft')).toBe('epoch 1: first <run> 8, second 4');
    await press('Escape');
    expect(await page.locator('.tip:visible').count()).toBe(0);
    await page.locator('.plots').nth(2).focus();
    expect(await press('Home')).toBe('score -1 to 0: true windows 0');
    await page.locator('.plots').nth(3).focus();
    expect(await press('Home', 'ArrowRight')).toBe('recall 80 %: precision 70 %, threshold 2');
    expect(await press('ArrowRight')).toBe('recall 60 %: precision 20 %, threshold 1');
    await page.close();
  });

  test(
    title('a chart is saved as CSV and as SVG with its style and names, without the lines that are hidden'),
    async () => {
      const { page, complaints } = await opened(360);
      const figure = page.locator('figure').first();
      const saved = async (kind: string): Promise<[name: string, text: string]> => {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          figure.getByRole('link', { name: `Save this chart as ${kind}` }).click(),
        ]);
        return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
      };
      const rows = ['epoch,first <run>,second', '1,8,4', '2,4,', '3,2,0.25', '4,1,', '5,0.5,', ''];
      expect(await saved('CSV')).toEqual(['loss.csv', rows.join('\n')]);
      await figure.getByLabel('second').uncheck();
      expect((await saved('CSV'))[1]).toBe(
        rows.map((row) => row.split(',').slice(0, 2).join(',')).join('\n'),
      );
      const [name, svg] = await saved('SVG');
      expect(name).toBe('loss.svg');
      expect(svg).toContain('.nw-line0{stroke:');
      expect(svg).toContain('>first &lt;run&gt;</text>');
      expect(svg).not.toContain('second');
      expect(svg).not.toContain('nw-cursor');
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  test(title('the cursor stands on the values of a logarithmic x axis'), async () => {
    const { page } = await opened(1000);
    const plots = page.locator('.plots').nth(4);
    await plots.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    const lefts = await plots
      .locator('svg:visible')
      .evaluate((svg) => [
        svg.querySelector('.nw-cursor line')?.getAttribute('x1'),
        svg.querySelectorAll('.nw-series0 circle')[1]?.getAttribute('cx'),
      ]);
    expect(Number(lefts[0])).toBeCloseTo(Number(lefts[1]), 1);
    await page.close();
  });

  test(title('without a script, boxes hide lines and choose the logarithmic axis'), async () => {
    const { page, complaints } = await opened(1000, false);
    const figure = page.locator('figure').first();
    await figure.getByLabel('log scale').check();
    expect(await figure.locator('.linear').isVisible()).toBe(false);
    expect(await figure.locator('.log svg:visible text', { hasText: 'log scale' }).count()).toBe(1);
    expect(await figure.locator('.log svg:visible .nw-series1 circle').first().isVisible()).toBe(true);
    await figure.getByLabel('second').uncheck();
    expect(await figure.locator('.log svg:visible .nw-series1 circle').first().isVisible()).toBe(false);
    expect(await figure.locator('.log svg:visible .nw-series0 path').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
