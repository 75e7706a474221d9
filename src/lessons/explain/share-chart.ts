/**
 * @file The contribution of each word to a score as horizontal bars: gradient ×
 * input above, leave-one-out below.
 */

import { scaleLinear } from 'd3-scale';
import { chartStyle } from '../../document/chart-style.js';
import { shortened } from '../../document/shortened.js';
import { textWidth } from '../../document/text-width.js';
import { maximum, minimum } from '../../extremes.js';
import { markupText } from '../../markup.js';
import type { Explanation } from './explanation.js';
import { labelOf, signed } from './labels.js';

const width = 720;
const rowHeight = 40;
const barHeight = 12;
const top = 78;
/** Widths of a label and of the word in the title, in columns. */
const [maxLabel, maxWord] = [28, 36];
const characterWidth = 7.6; // an upper bound for 14 px text

/** Returns the chart as an SVG document that can be embedded in a page. */
export function shareChart({ word, slots }: Explanation): string {
  const shares = slots.flatMap(({ gradient, leaveOneOut }) => [gradient, leaveOneOut]);
  const [min, max] = [minimum([0, ...shares]), maximum([0, ...shares])];
  const labels = slots.map((slot) => shortened(labelOf(slot), maxLabel));
  const left = 34 + characterWidth * maximum(labels.map(textWidth));
  const room = { from: left + 66, to: width - 78 }; // numbers are printed outside the bars
  const x = scaleLinear([min, max], [room.from, room.to]);
  const height = top + rowHeight * slots.length + 16;
  const title = `Contributions to the score of ${word}`;
  const heading = `Contributions to the score of ${shortened(word, maxWord)}`;
  const bar = (value: number, y: number, hue: number): string[] => {
    const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
    const [at, anchor] = value < 0 ? [from - 6, 'end'] : [to + 6, 'start'];
    return [
      `<rect class="nw-dot${hue}" x="${px(from)}" y="${y}" width="${px(Math.max(1, to - from))}" height="${barHeight}"/>`,
      `<text class="nw-soft" x="${px(at)}" y="${y + 10}" font-size="12" text-anchor="${anchor}">${signed(value)}</text>`,
    ];
  };
  const key = (hue: number, at: number, text: string): string[] => [
    `<rect class="nw-dot${hue}" x="${at}" y="45" width="12" height="12"/>`,
    `<text class="nw-ink" x="${at + 18}" y="56" font-size="13">${text}</text>`,
  ];
  const axis = `x1="${px(x(0))}" x2="${px(x(0))}" y1="${top - 8}" y2="${height - 12}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="nw" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markupText(title)}">`,
    `<style>\n${chartStyle}\n</style>`,
    `<rect class="nw-surface" width="${width}" height="${height}" rx="10"/>`,
    `<text class="nw-ink" x="24" y="30" font-size="17" font-weight="600">${markupText(heading)}</text>`,
    ...key(0, 24, 'gradient × input'),
    ...key(1, 180, 'leave-one-out'),
    `<line class="nw-axis" ${axis}/>`,
    ...labels.flatMap((label, p) => {
      const y = top + p * rowHeight;
      const { gradient, leaveOneOut } = slots[p];
      return [
        `<text class="nw-ink" x="${px(left)}" y="${y + 18}" font-size="14" text-anchor="end">${markupText(label)}</text>`,
        ...bar(gradient, y, 0),
        ...bar(leaveOneOut, y + barHeight + 2, 1),
      ];
    }),
    '</svg>\n',
  ].join('\n');
}

const px = (value: number): string => String(Math.round(value * 10) / 10);
