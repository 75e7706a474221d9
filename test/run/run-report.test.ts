import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { markdownText } from '../../src/document/markdown.js';
import { scoresOf } from '../../src/evaluation/scores.js';
import { reportHtml, reportMarkdown } from '../../src/run/run-document.js';
import { lossPicture, scorePicture, sharePicture } from '../../src/run/run-pictures.js';
import { type RunReport, reportJson } from '../../src/run/run-report.js';
import { sampleEpoch, sampleRun } from './report-sample.js';

test('report.json is the report, in a fixed order of keys', () => {
  const json = reportJson(sampleRun);
  expect(JSON.parse(json)).toEqual({ version: 1, ...sampleRun });
  const reversed = Object.fromEntries(Object.entries(sampleRun).reverse()) as unknown as RunReport;
  expect(reportJson(reversed)).toBe(json);
});

test('Markdown says what was trained on what', () => {
  expect(reportMarkdown(sampleRun)).toContain(
    'A window network with 100 hidden units (tanh) over windows of 5 words, with 100-dimensional word vectors, was trained on 1,200 sentences with 1,500 locations, using 10 corrupt windows (uniform) per true window and a margin of 1, for 4 epochs; the model is from epoch 3, the best epoch by `dev.entity.f1`.',
  );
});

test('of a run that merges several networks it says so', () => {
  const { entity } = sampleRun.dev;
  const members = [1, 2, 3].map((seed) => ({ seed, bestEpoch: seed, entity }));
  const text = reportMarkdown({ ...sampleRun, members });
  expect(text).toContain('3 window networks with 100 hidden units (tanh) over windows of 5 words');
  expect(text).toContain(
    `were trained on 1,200 sentences with 1,500 locations, using 10 corrupt windows (uniform) per true window and a margin of 1, for at most ${sampleRun.config.training.epochs} epochs each; the model returns the mean of their scores, each network at its best epoch by \`dev.entity.f1\`.`,
  );
  expect(text).toMatch(/\| networks \|.*\n.*\n.*\| \*\*3\*\* \|/);
  expect(text).not.toContain('the model is from epoch');
  expect(text).toContain('| 2 | 2 | 50.00 | 25.00 | 33.33 |');
});

test('Markdown has every table', () => {
  const lines = reportMarkdown(sampleRun).split('\n');
  expect(lines).toContain('| dev | entity | 50.00 | 25.00 | 33.33 | 1 | 1 | 3 |');
  expect(lines).toContain('| dev | token | 75.00 | 75.00 | 75.00 | 3 | 1 | 1 |');
  expect(lines).toContain('| 1 | 1.0000 | 50.00 | 0.1 | 2 | 70.00 | 63.64 | 66.67 | 78.26 | 90.00 | 1.5 |');
  expect(lines.filter((line) => line.startsWith('| **3** | **0.33333** |'))).toHaveLength(1);
  expect(lines).toContain(
    '| train | 1,200 | 20,000 | 1,500 | IOB2, IOB1 | `corpus/train-1.conll`, `corpus/train-2.conll` |',
  );
  expect(lines).toContain('| `lower` | in lowercase | 3,000 | 450 | 15.00 | 15.00 |');
  expect(lines).toContain('| `vectors.file` | `w\\|x.txt` |');
  expect(lines).toContain('![training loss by epoch](loss.svg)');
  expect(lines).toContain('nerwin compare runs/tiny again');
  expect(lines.some((line) => line.startsWith('| `accents`'))).toBe(false);
});

test('mistakes are shown in context, cut between words, with their text escaped', () => {
  const lines = reportMarkdown(sampleRun).split('\n');
  expect(lines).toContain('| 4.200 | **Paris** Hilton \\<b\\>smiled\\</b\\> \\| then \\*left\\* |');
  expect(lines).toContain('| 2.500 | She moved to **New York** City . | New York City |');
  expect(lines).toContain(
    '| −3.000 | … lead up to it a long way of words that lead up to it in **Reading** yesterday . |',
  );
  const none = { ...sampleRun, dev: { ...sampleRun.dev, mistakes: [] } };
  expect(reportMarkdown(none)).toContain('## The most confident mistakes on dev\n\nNone.');
});

test('the test split is reported when there is one', () => {
  expect(reportMarkdown(sampleRun)).not.toContain('| test |');
  expect(reportMarkdown({ ...sampleRun, test: sampleRun.dev })).toContain('| test | token | 75.00 |');
});

test('a softmax model reports misclassified tokens instead of pairs, and scores by type if it has several', () => {
  const config = { ...sampleRun.config, model: { ...sampleRun.config.model, kind: 'softmax' as const } };
  const two: RunReport = { ...sampleRun, config };
  for (const text of [reportMarkdown(two), reportHtml(two), sharePicture(two).svg]) {
    expect(text).not.toMatch(/pairs|inside the margin|corrupt window|margin of \d/);
  }
  expect(reportMarkdown(two)).toContain('| epoch | loss | misclassified tokens | rate |');
  expect(reportMarkdown(two)).toContain('A softmax classifier over windows of 5 words');
  expect(sharePicture(two).svg).toContain('>↑ misclassified tokens, %<');
  const types = {
    LOC: { token: scoresOf(3, 1, 1), entity: scoresOf(2, 1, 1) },
    PER: { token: scoresOf(0, 0, 5), entity: scoresOf(0, 0, 4) },
  };
  const several: RunReport = {
    ...sampleRun,
    config: { ...config, model: { ...config.model, types: ['LOC', 'PER'] } },
    dev: { ...sampleRun.dev, types },
  };
  const lines = reportMarkdown(several).split('\n');
  expect(lines).toContain('| dev | entity LOC | 66.67 | 66.67 | 66.67 | 2 | 1 | 1 |');
  expect(lines).toContain('| dev | entity PER | 0.00 | 0.00 | 0.00 | 0 | 0 | 4 |');
  expect(lines.join('\n')).toContain('A softmax classifier of the classes O, LOC, PER over windows');
  expect(lines.join('\n')).toContain('Rows for an entity type use the most likely class of each token');
});

test('a long run shows about fifty epochs, the best and the last among them', () => {
  const epochs = Array.from({ length: 1000 }, (_, index) => sampleEpoch(index + 1));
  const text = reportMarkdown({ ...sampleRun, epochs, bestEpoch: 777 });
  const shown = [
    ...text.matchAll(/^\| \**(\d+)\** \| \**\d+\.\d+\** \| \**\d+\.\d\d\** \| \**0\.1\** /gm),
  ].map(([, epoch]) => Number(epoch));
  expect(shown.length).toBeLessThanOrEqual(52);
  expect(shown).toContain(777);
  expect(shown.at(0)).toBe(1);
  expect(shown.at(-1)).toBe(1000);
  expect(text).toContain('Of 1000 epochs, one in 20 is shown');
});

test('HTML is self-contained, and its text is escaped', () => {
  const page = reportHtml(sampleRun);
  expect(page).toContain('<title>Training run tiny &amp; &lt;first&gt;</title>');
  expect(page).toContain('<strong>Paris</strong> Hilton &lt;b&gt;smiled&lt;/b&gt; | then *left*</td>');
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  const outside = page.replace(script, '').replaceAll('xmlns="http://www.w3.org/2000/svg"', '');
  expect(outside).not.toMatch(/https?:|url\(|src=|href=|@import| on\w+="|undefined|NaN/);
  expect(script).not.toMatch(/https?:|import|fetch|XMLHttp|eval|innerHTML/);
  expect(page.match(/<script/g)).toHaveLength(1);
  const hash = createHash('sha256').update(script).digest('base64');
  expect(page).toContain(`script-src 'sha256-${hash}';`);
  // Three pictures, each for wide and for narrow pages; two of them also with a logarithmic axis.
  expect(page.match(/<svg [^>]*data-frame/g)).toHaveLength(10);
  expect(page).toContain(
    '<tr role="row" class="marked"><td role="cell" class="right" data-name="epoch">3</td>',
  );
  const opened = [...page.matchAll(/<(table|tr|td|th|p|h[1-3]|div|dl|dt|dd|figure|svg|pre|code|strong)[ >]/g)]
    .length;
  const closed = [...page.matchAll(/<\/(table|tr|td|th|p|h[1-3]|div|dl|dt|dd|figure|svg|pre|code|strong)>/g)]
    .length;
  expect(opened).toBe(closed);
});

test('a softmax model is called a softmax classifier', () => {
  const config = { ...sampleRun.config, model: { ...sampleRun.config.model, kind: 'softmax' as const } };
  const text = reportMarkdown({ ...sampleRun, config });
  expect(text).toContain('A softmax classifier over windows of 5 words');
  expect(text).not.toContain('corrupt windows (');
});

test('pictures of the run', () => {
  expect(lossPicture(sampleRun).svg).toContain('<title>mean loss, 3: 0.333333</title>');
  expect(lossPicture(sampleRun).svg).toContain('>best epoch</text>');
  expect(scorePicture(sampleRun).svg).toContain('<title>average precision, 4: 90</title>');
});

test('every axis is labelled with the one thing that it shows', () => {
  const labels = (svg: string) => [...svg.matchAll(/>↑ ([^<]*)</g)].map(([, label]) => label);
  expect(labels(lossPicture(sampleRun).svg)).toEqual(['mean loss']);
  expect(labels(sharePicture(sampleRun).svg)).toEqual(['pairs inside the margin, %']);
  expect(labels(scorePicture(sampleRun).svg)).toEqual(['score, %']);
  const sum = { ...sampleRun.config, loss: { ...sampleRun.config.loss, reduction: 'sum' as const } };
  expect(labels(lossPicture({ ...sampleRun, config: sum }).svg)).toEqual(['loss']);
});

test('the pictures of a bag show every network', () => {
  const { entity } = sampleRun.dev;
  const members = [4, 5, 6].map((seed) => ({
    seed,
    bestEpoch: 1,
    entity,
    epochs: [sampleEpoch(1), sampleEpoch(2)],
  }));
  const bag = { ...sampleRun, members };
  for (const { svg, chart } of [lossPicture(bag), sharePicture(bag), scorePicture(bag)]) {
    expect(chart?.names).toEqual(['seed 4', 'seed 5', 'seed 6']);
    expect(svg.match(/<path class="nw-line/g)).toHaveLength(3);
    expect(svg).not.toContain('best epoch'); // each network has its own
  }
});

test('the report lists what differs from the defaults, and nothing else', () => {
  const config = {
    ...sampleRun.config,
    training: { ...sampleRun.config.training, epochs: 7 },
    features: { ...sampleRun.config.features, shape: true },
  };
  const text = reportMarkdown({ ...sampleRun, config });
  const [, after = ''] = text.split('## Settings that are not the defaults\n');
  const rows = after.slice(0, after.indexOf('\n## ')).trim().split('\n').slice(2);
  expect(rows).toEqual(['| `features.shape` | `true` | `false` |', '| `training.epochs` | `7` | `20` |']);
});

test('Markdown shows text literally', () => {
  expect(markdownText('a_b * [c](d) `e`')).toBe('a\\_b \\* \\[c\\](d) \\`e\\`');
  expect(markdownText('1. first')).toBe('1\\. first');
  expect(markdownText('- item')).toBe('\\- item');
  expect(markdownText('-3.5')).toBe('-3.5');
  expect(markdownText('0.25')).toBe('0.25');
});
