/** @file Shortens names for pictures, which cannot break lines. */
import { textWidth } from './text-width.js';

/** Returns `text`, or if it is wider than `columns`, its beginning and its end with … between them. */
export function shortened(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  const graphemes = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)].map(
    ({ segment }) => segment,
  );
  let [start, end] = ['', ''];
  for (let k = 0; k < graphemes.length; k++) {
    const isStart = k % 2 === 0;
    const next = isStart ? graphemes[k / 2] : graphemes[graphemes.length - (k + 1) / 2];
    if (textWidth(start) + textWidth(end) + textWidth(next) + 1 > columns) break;
    if (isStart) start += next;
    else end = next + end;
  }
  return `${start}…${end}`;
}
