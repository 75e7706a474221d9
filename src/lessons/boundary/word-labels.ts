/** @file Words as labels next to points of a panel, where there is room. */
import { type AxisScale, px } from '../../document/chart-axes.js';
import { textWidth } from '../../document/text-width.js';
import { markupText } from '../../markup.js';
import type { Points } from './points.js';

/** Maximum number of labels per class. */
const maxLabels = 12;
const fontSize = 11.5;

/**
 * Draws words of both classes in order, locations first, each to the right of its point; a word that
 * would cover another is omitted.
 */
export function wordLabels(
  { x: coordinates, isTrue, words = [] }: Points,
  x: AxisScale,
  y: AxisScale,
): string[] {
  const labels: string[] = [];
  const taken: { readonly left: number; readonly right: number; readonly y: number }[] = [];
  for (const kind of [1, 0]) {
    let count = 0;
    for (let k = 0; k < words.length && count < maxLabels; k++) {
      if (isTrue[k] !== kind) continue;
      const [left, middle] = [x.at(coordinates[2 * k]) + 7, y.at(coordinates[2 * k + 1])];
      const right = left + 0.58 * fontSize * textWidth(words[k]);
      const isFree = taken.every(
        (other) => right < other.left || left > other.right || Math.abs(middle - other.y) > 15,
      );
      if (!isFree || right > x.to) continue;
      taken.push({ left, right, y: middle });
      labels.push(
        `<text class="nb-word" x="${px(left)}" y="${px(middle + 4)}" font-size="${fontSize}">${markupText(words[k])}</text>`,
      );
      count++;
    }
  }
  return labels;
}
