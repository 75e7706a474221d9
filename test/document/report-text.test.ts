import { expect, test } from 'vitest';
import { chartPicture } from '../../src/document/chart-picture.js';
import { curveTable } from '../../src/document/curve-table.js';
import { heading, paragraph, table } from '../../src/document/report.js';
import { reportText } from '../../src/document/report-text.js';

test('curves share one scale; what is missing leaves a gap, at an end or in several places of points', () => {
  const curves = [
    { name: 'A', values: [0, 7, null, 7, null] },
    { name: 'long', values: [3.5, Number.NaN, 3.5] },
  ];
  expect(curveTable('loss', curves)).toBe(
    [
      'loss  on one scale  first  last',
      'A     ▁█ █·             0     7',
      'long  ▅ ▅             3.5   3.5',
      '',
    ].join('\n'),
  );
});

test('a curve of many values takes the room that a terminal has', () => {
  const curve = { name: 'x', values: Array.from({ length: 500 }, (_, k) => k) };
  for (const [columns, width] of [
    [undefined, 40],
    [80, 40],
    [40, 24], // two spaces between columns, `x`, `first` and `last`
    [10, 8],
  ] as const) {
    const line = curveTable('', [curve], { axis: '', columns });
    expect(line.match(/[▁▂▃▄▅▆▇█]+/)?.[0].length).toBe(width);
  }
});

test('every kind of block as text', () => {
  const picture = chartPicture('p.svg', 'loss by epoch', {
    title: 'Loss',
    x: { label: 'epoch' },
    y: { label: 'loss' },
    series: [
      {
        name: 'mean',
        points: [
          [1, 4],
          [2, 2],
          [3, 1],
        ],
      },
      {
        name: 'as planned',
        isReference: true,
        points: [
          [1, 9],
          [3, 9],
        ],
      },
    ],
  });
  const bars = chartPicture('h.svg', 'scores', {
    title: 'Scores',
    x: { label: 's' },
    y: { label: '%' },
    histograms: [
      {
        name: 'true',
        bins: [
          { from: -1, to: 0, count: 10 },
          { from: 0, to: 1, count: 90 },
        ],
      },
    ],
  });
  const text = reportText({
    title: 'A run',
    blocks: [
      paragraph('In ', { strong: 'New York' }, ' and ', { text: 'Rome', mark: 'right', sign: '✓' }, ': ', {
        code: 'x',
      }),
      {
        kind: 'figures',
        figures: [
          { label: 'F1', value: '72.73' },
          { label: 'epoch', value: '3' },
        ],
      },
      heading('Scores'),
      table(
        [
          ['epoch', 'right'],
          ['F1', 'right'],
        ],
        [
          ['1', '70'],
          ['2', '71'],
        ],
        1,
      ),
      heading('More', 3),
      picture,
      bars,
      { kind: 'commands', lines: ['nerwin tag'] },
    ],
  });
  expect(text).toBe(`A run
═════

In [New York] and [Rome] ✓: x

F1     72.73
epoch  3

Scores
──────

epoch  F1
    1  70
  * 2  71

More

loss by epoch (epoch: 1 to 3)
           first  last
mean  █▃▁      4     1

scores (s: -1 to 1)
          highest
true  ▁█       90

  nerwin tag
`);
});

test('control characters of a corpus do not reach the terminal', () => {
  const evil = 'a\u001b[31mb\nc';
  const text = reportText({ title: evil, blocks: [paragraph(evil), table([[evil, 'left']], [[evil]])] });
  expect(text).not.toContain('\u001b');
  expect(text.split('\n')).toHaveLength(8);
});
