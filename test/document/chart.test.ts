import { expect, test } from 'vitest';
import { lineChart } from '../../src/document/chart.js';

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
  const svg = lineChart(options);
  const [first, second, third] = circles(svg) as [number[], number[], number[]];
  // epochs 1, 2, 3 are equally far apart, and so are the losses 4, 2, 0
  expect(second[0] - first[0]).toBeCloseTo(third[0] - second[0], 1);
  expect(second[1] - first[1]).toBeCloseTo(third[1] - second[1], 1);
  expect(paths(svg)[0]).toBe(`M${[first, second, third].map(String).join('L')}`);
  // loss 0 is on the axis; the right end is that of the grid
  expect(svg).toContain(
    `<line class="nw-axis" x1="${first[0]}" x2="694" y1="${third[1]}" y2="${third[1]}"/>`,
  );
  expect(third[0]).toBe(694);
});

test('a missing value interrupts the line, and isolated points have dots', () => {
  const svg = lineChart(options);
  expect(paths(svg)).toHaveLength(1);
  expect(circles(svg)).toHaveLength(5);
  const many = Array.from({ length: 100 }, (_, i) => [i, i === 50 || i === 52 ? null : 1] as const);
  const long = lineChart({ ...options, series: [{ name: 'long', points: many }] });
  expect(paths(long)[0].match(/M/g)).toHaveLength(2);
  expect(circles(long)).toHaveLength(1);
});

test('charts are reproducible and self-contained, and their text is escaped', () => {
  const svg = lineChart(options);
  expect(lineChart(structuredClone(options))).toBe(svg);
  expect(svg).toContain('a &lt; b &amp; &quot;c&quot;</text>');
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
    /https?:|url\(|href|NaN|Infinity|undefined/,
  );
  expect(svg).toContain('prefers-color-scheme:dark');
});

test('a single point, no points, and values that are not finite can be drawn', () => {
  const one = lineChart({
    ...options,
    series: [{ name: 'one', points: [[1, 3]] }],
    mark: { x: 1, label: 'best' },
  });
  expect(circles(one)).toHaveLength(1);
  const none = lineChart({ ...options, series: [{ name: 'none', points: [[1, Number.NaN]] }] });
  expect(none).toContain('>no data</text>');
  for (const svg of [one, none, lineChart({ ...options, series: [] })])
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('the legend takes another row when names are long', () => {
  const series = Array.from({ length: 8 }, (_, i) => ({
    name: `a run with a long name ${i}`,
    points: [
      [1, i],
      [2, i],
    ] as [number, number][],
  }));
  const rows = [...lineChart({ ...options, series }).matchAll(/y="(\d+)" font-size="12.5">a run/g)].map(
    ([, y]) => y,
  );
  expect(rows).toHaveLength(8);
  expect(new Set(rows).size).toBeGreaterThan(1);
});
