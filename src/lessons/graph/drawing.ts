/**
 * @file A graph as a picture (SVG): boxes and arrows from left to right, the value above each edge and the
 * gradient below it, as the lecture draws it. The same graph gives the same bytes.
 */
import { NerwinError } from '../../error.js';
import { markupText } from '../../markup.js';
import {
  type Arrow,
  type Box,
  type Drawing,
  type DrawnEdge,
  type DrawnNode,
  margin,
  pageWidth,
  placesOf,
} from './layout.js';
import { harmless } from './text.js';

/** Maximum number of nodes drawn: larger pictures cannot be read and take long to lay out. */
export const maxDrawn = 200;

const legendHeight = 28;
const colors = {
  value: '#17692f',
  gradient: '#b3261e',
  line: '#5f6368',
  text: '#202124',
  caption: '#5f6368',
};
const fills = { input: '#e8f0fe', constant: '#f1f3f4', gate: '#ffffff', output: '#fef7e0' };

/** Returns the SVG document of `drawing`. Throws 'usage' if it has more than {@link maxDrawn} nodes. */
export function drawGraph(drawing: Drawing): string {
  const { title, nodes, edges } = drawing;
  if (nodes.length > maxDrawn) {
    throw new NerwinError(
      'usage',
      `${nodes.length} nodes are too many to draw (at most ${maxDrawn})`,
      'try --dot',
    );
  }
  const places = placesOf(drawing);
  const size = [Math.ceil(Math.max(places.width, 420)), Math.ceil(places.height + legendHeight)];
  const scale = Math.min(1, pageWidth / size[0]); // only a graph that is too wide in both directions
  const shown = size.map((length) => Math.floor(scale * length));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${shown[0]}" height="${shown[1]}" viewBox="0 0 ${size[0]} ${size[1]}"`,
    '  font-family="Helvetica, Arial, \'DejaVu Sans\', sans-serif" role="img">',
    `<title>${markupText(harmless(title))}</title>`,
    `<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="${colors.line}"/></marker></defs>`,
    '<rect width="100%" height="100%" fill="#ffffff"/>',
    ...places.arrows.map(({ d }) => lineOf(d)),
    ...nodes.map((node, i) => box(node, places.boxes[i])),
    ...edges.map((edge, i) => labelOf(edge, places.arrows[i])),
    legend(size[1] - 12),
    '</svg>',
    '',
  ].join('\n');
}

const lineOf = (d: string): string =>
  `<path d="${d}" fill="none" stroke="${colors.line}" stroke-width="1.2" marker-end="url(#head)"/>`;

function labelOf({ value, gradient }: DrawnEdge, { x, y }: Arrow): string {
  const texts = [text(value, x, y - 5, 12, colors.value)];
  if (gradient !== undefined) texts.push(text(gradient, x, y + 15, 12, colors.gradient));
  return texts.join('\n');
}

function box({ label, caption, kind }: DrawnNode, { x, y, width, height }: Box): string {
  const rounded = kind === 'gate' ? 6 : height / 2;
  const frame = `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${height}" rx="${rounded}" fill="${fills[kind]}" stroke="${colors.line}"/>`;
  const lines = [frame, text(label, x, caption ? y - 2 : y + 5, 15, colors.text, 'bold')];
  if (caption) lines.push(text(caption, x, y + 15, 11, colors.caption));
  return lines.join('\n');
}

function legend(y: number): string {
  return [
    `<text x="${margin}" y="${y}" font-size="11"><tspan fill="${colors.value}">above an edge: the value</tspan>`,
    `<tspan fill="${colors.gradient}" dx="14">below: the gradient that flows back along it</tspan></text>`,
  ].join('');
}

/** Draws centered text; a white outline keeps it legible where lines cross. */
function text(content: string, x: number, y: number, size: number, fill: string, weight = 'normal'): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" text-anchor="middle" fill="${fill}" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${markupText(harmless(content))}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}
