/**
 * @file The decision regions of both classifiers side by side, as a self-contained SVG; the same points
 * give the same bytes. The blue and vermilion of Okabe and Ito can be distinguished with any kind of color
 * vision, and the classes also differ by the shape of their marks. The background is light in dark mode
 * too, because the tints need it.
 */

import { textWidth } from '../../document/text-width.js';
import { markupText } from '../../markup.js';
import { marker, type PanelContent, panel } from './panel.js';

const style = `.nb{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif}
.nb-paper{fill:#fff}.nb-ink{fill:#1c2330}.nb-soft{fill:#4b5563}.nb-frame{fill:none;stroke:#6b7483}
.nb-other2{fill:#b9d9ee}.nb-other1{fill:#e0eff8}.nb-true1{fill:#fdeadb}.nb-true2{fill:#f9cdab}
.nb-boundary{fill:none;stroke:#1c2330;stroke-width:2.4;stroke-linejoin:round}
.nb-margin{fill:none;stroke:#4b5563;stroke-width:1;stroke-dasharray:5 4}
.nb-other{fill:#0072b2;stroke:#fff;stroke-width:.9}.nb-true{fill:#d55e00;stroke:#fff;stroke-width:.9}
.nb-wrong{stroke:#000;stroke-width:1.7}
.nb-word{fill:#1c2330;stroke:#fff;stroke-width:3;stroke-linejoin:round;paint-order:stroke}`;

const size = 400;
const left = 68;
const top = 122;
const between = 78;
const width = left + 2 * size + between + 26;
const height = top + size + 92;

/** Returns the picture; `note` is printed below the title. */
export function regionsPicture(panels: readonly [PanelContent, PanelContent], note: string): string {
  const { points } = panels[0];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="nb" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${markupText(`Decision regions of softmax and network: ${points.title}`)}">`,
    `<style>\n${style}\n</style>`,
    `<rect class="nb-paper" width="${width}" height="${height}"/>`,
    `<text class="nb-ink" x="${left}" y="34" font-size="19" font-weight="600">${markupText(points.title)}</text>`,
    `<text class="nb-soft" x="${left}" y="55" font-size="13">${markupText(note)}</text>`,
    ...panels.flatMap((content, k) => panel(content, { left: left + k * (size + between), top, size })),
    ...legend(points.names, height - 22),
    '</svg>\n',
  ].join('\n');
}

function legend([other, isTrue]: readonly [string, string], y: number): string[] {
  let x = left;
  const entry = (sample: (x: number) => string, name: string, room: number): string => {
    const at = x;
    x += room + 8 + 7.2 * textWidth(name) + 26;
    return `${sample(at)}<text class="nb-ink" x="${(at + room + 8).toFixed(1)}" y="${y}" font-size="13">${markupText(name)}</text>`;
  };
  const line = (look: string) => (at: number) =>
    `<path class="${look}" d="M${at.toFixed(1)} ${y - 4.5}h26"/>`;
  return [
    entry((at) => marker(false, false, at + 5, y - 4.5, 4.2), other, 10),
    entry((at) => marker(true, false, at + 5, y - 4.5, 4.2), isTrue, 10),
    entry(
      (at) => marker(false, true, at + 5, y - 4.5, 4.2) + marker(true, true, at + 19, y - 4.5, 4.2),
      'misclassified',
      24,
    ),
    entry(line('nb-boundary'), 'boundary', 26),
    entry(line('nb-margin'), 'half the margin, or odds of 3 : 1', 26),
  ];
}
