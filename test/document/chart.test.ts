import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chart } from '../../src/document/chart.js';
import { labelHeights } from '../../src/document/chart-lines.js';

const options = {
  title: 'a < b & "c"',
  x: { label: 'epoch', whole: true },
  y: { label: 'loss', from: 0 },
  series: [
    {
      name: 'A',
      points: [
        [1, 4],
        [2, 2],
        [3, 0],
      ],
    },
    {
      name: 'B',
      points: [
        [1, 4],
        [2, null],
        [3, 1],
      ],
    },
  ],
} as const;

const paths = (svg: string) => [...svg.matchAll(/<path [^>]*d="([^"]+)"/g)].map(([, d]) => d);
const circles = (svg: string) =>
  [...svg.matchAll(/<circle [^>]*cx="([^"]+)" cy="([^"]+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);

test('points lie where the axes say', () => {
  const svg = chart(options);
  const [first, second, third] = circles(svg) as [number[], number[], number[]];
  // epochs 1, 2, 3 are equally far apart, and so are the losses 4, 2, 0
  expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 1);
  expect(second[1] - first[1]).toBeCloseTo(third[1] - second[1], 1);
  expect(paths(svg)[0]).toBe(`M${[first, second, third].map(String).join('L')}`);
  // loss 0 is on the axis; the right end is that of the grid
  expect(svg).toContain(
    `<line class="nw-axis" x1="${first[0]}" x2="${third[0]}" y1="${third[1]}" y2="${third[1]}"/>`,
  );
  expect(third[0]).toBeLessThan(720 - 7 - 12); // the names of the lines stand beside their ends
});

test('a missing value interrupts the line, and isolated points have dots', () => {
  const svg = chart(options);
  expect(paths(svg)).toHaveLength(1);
  expect(circles(svg)).toHaveLength(5);
  const many = Array.from({ length: 100 }, (_, i) => [i, i === 50 || i === 52 ? null : 1] as const);
  const long = chart({ ...options, series: [{ name: 'long', points: many }] });
  expect(paths(long)[0].match(/M/g)).toHaveLength(2);
  expect(circles(long)).toHaveLength(1);
});

test('charts are reproducible and self-contained, and their text is escaped', () => {
  const svg = chart(options);
  expect(chart(structuredClone(options))).toBe(svg);
  expect(svg).toContain('a &lt; b &amp; &quot;c&quot;</text>');
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|url\(|href|NaN|Infinity|undefined/,
  );
  expect(svg).toContain('prefers-color-scheme:dark');
});

test('a single point, no points, and values that are not finite can be drawn', () => {
  const one = chart({
    ...options,
    series: [{ name: 'one', points: [[1, 3]] }],
    marks: [{ x: 1, label: 'best' }],
  });
  expect(circles(one)).toHaveLength(1);
  const none = chart({ ...options, series: [{ name: 'none', points: [[1, Number.NaN]] }] });
  expect(none).toContain('>no data</text>');
  for (const svg of [one, none, chart({ ...options, series: [] })])
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('lines that end close to each other keep their names apart and in order; too many get a legend', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 100, max: 300, noNaN: true }), { minLength: 1, maxLength: 12 }),
      (ends) => {
        const heights = labelHeights(ends, 100, 300);
        if (!heights) return;
        const sorted = [...heights.keys()].sort((a, b) => heights[a] - heights[b]);
        for (const [k, index] of sorted.entries()) {
          expect(Math.abs(heights[index] - ends[index])).toBeLessThanOrEqual(26);
          if (k === 0) continue;
          expect(heights[index] - heights[sorted[k - 1]]).toBeGreaterThanOrEqual(15 - 1e-9);
          expect(ends[index]).toBeGreaterThanOrEqual(ends[sorted[k - 1]]);
        }
      },
    ),
  );
  expect(labelHeights([200, 201], 100, 300)).toEqual([200, 215]);
  expect(labelHeights([299, 300], 100, 300)).toEqual([285, 300]);
  expect(labelHeights(Array(9).fill(200), 100, 300)).toBeUndefined();
});

test('a name that belongs to a line is in its color; a line that is named like the axis needs no name', () => {
  const svg = chart(options);
  expect(svg).toMatch(/<text class="nw-name0 nw-halo" [^>]*>A</);
  expect(svg).toMatch(/<text class="nw-name1 nw-halo" [^>]*>B</);
  const one = chart({ ...options, series: [{ ...options.series[0], name: 'loss' }] });
  expect(one).not.toContain('>loss</text>');
});

test('a histogram encloses areas in proportion to its counts, and marks stand where the axis says', () => {
  const bins = [
    { from: 0, to: 1, count: 2 },
    { from: 1, to: 2, count: 4 },
  ];
  const svg = chart({
    title: '',
    x: { label: 's', exact: true },
    y: { label: 'windows', from: 0 },
    histograms: [{ name: 'true', bins }],
    marks: [
      { x: 1, label: 'threshold' },
      { x: 1.01, label: 'margin' },
    ],
  });
  const [, left, bottom, , first, middle, second, right] =
    /d="M([\d.]+),([\d.]+)(H[\d.]+)V([\d.]+)H([\d.]+)H[\d.]+V([\d.]+)H([\d.]+)V/.exec(svg)?.map(Number) ?? [];
  expect(middle - left).toBeCloseTo(right - middle, 1);
  expect(bottom - second).toBeCloseTo(2 * (bottom - first), 1);
  const marks = [...svg.matchAll(/x="([\d.]+)" y="([\d.]+)" [^>]*>(?:threshold|margin)</g)];
  expect(Number(marks[0][1])).toBeCloseTo(middle, 1);
  expect(Number(marks[0][2]) - Number(marks[1][2])).toBe(15); // in rows of their own
});

test('the legend takes another row when names are long', () => {
  const series = Array.from({ length: 8 }, (_, i) => ({
    name: `a run with a long name ${i}`,
    points: [
      [1, i],
      [2, 0],
    ] as [number, number][],
  }));
  const rows = [...chart({ ...options, series }).matchAll(/y="(\d+)" font-size="12">a run/g)].map(
    ([, y]) => y,
  );
  expect(rows).toHaveLength(8);
  expect(new Set(rows).size).toBeGreaterThan(1);
});

test('dots without a line', () => {
  const svg = chart({
    title: 'Runs',
    x: { label: 'rate', log: true },
    y: { label: 'F1' },
    series: [
      { name: 'F1', hasLine: false, points: Array.from({ length: 60 }, (_, k) => [k + 1, k % 7] as const) },
    ],
  });
  expect(svg).toContain('data-log="x"');
  expect(svg.match(/<circle/g)).toHaveLength(60);
  expect(svg).not.toContain('<path class="nw-line');
});

test('the name of a point stands off the lines', () => {
  const points = Array.from({ length: 50 }, (_, k) => [k, k] as const); // rises to the right of the point
  const svg = chart({
    title: 'Curve',
    x: { label: 'x' },
    y: { label: 'y' },
    series: [{ name: 'y', points, hasDots: false }],
    points: [{ x: 25, y: 25, label: 'balanced point' }],
  });
  const [, left, top, anchor] =
    /<text[^>]* x="([\d.]+)" y="([\d.]+)"[^>]*text-anchor="(\w+)">balanced point/.exec(svg) ?? [];
  const [x0, x1, , , y0, y1] = (/data-frame="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
  const width = 6.5 * 'balanced point'.length;
  const from = anchor === 'start' ? Number(left) : Number(left) - width;
  for (const [k] of points) {
    const [x, y] = [x0 + (k / 50) * (x1 - x0), y0 + (k / 50) * (y1 - y0)]; // both axes are 0 … 50
    if (x < from || x > from + width) continue;
    expect(Math.abs(y - (Number(top) - 4))).toBeGreaterThan(8);
  }
});
