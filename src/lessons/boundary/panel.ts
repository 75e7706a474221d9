/**
 * @file One panel of the picture: the regions of a classifier as tints, its
 * boundary as a line, the points on top.
 */
import { type CurveFactory, curveLinear, curveLinearClosed, line } from 'd3-shape';
import { type AxisScale, domainOf, px, scaleOf } from '../../document/chart-axes.js';
import { percent } from '../../document/number-format.js';
import { markupText } from '../../markup.js';
import type { Classifier } from './classifier.js';
import { contours, type Grid, innerLines, type Ring } from './contour.js';
import { margin } from './most-correct.js';
import type { Frame, Points } from './points.js';
import { wordLabels } from './word-labels.js';

/** The rectangle of a panel in the picture, in pixels. */
export interface PanelPlace {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Everything a panel shows. */
export interface PanelContent {
  readonly points: Points;
  readonly frame: Frame;
  readonly classifier: Classifier;
  readonly grid: Grid;
  readonly title: string;
}

/**
 * Distance from the boundary at which the tint gets stronger: for the network half the margin, for softmax
 * log 3 = 1.0986 (odds of 3 to 1).
 */
export const confident: Readonly<Record<Classifier['kind'], number>> = {
  network: margin / 2,
  softmax: 1.0986,
};

export function panel({ points, frame, classifier, grid, title }: PanelContent, place: PanelPlace): string[] {
  const { left, top, size } = place;
  const [right, bottom] = [left + size, top + size];
  const axis = (k: 0 | 1) =>
    domainOf({ label: points.axes[k], exact: true }, [frame.from[k], frame.to[k]], 6);
  const [x, y] = [scaleOf(axis(0), left, right), scaleOf(axis(1), bottom, top)];
  const level = confident[classifier.kind];
  const outlineOf = (curve: CurveFactory) =>
    line<Ring[number]>()
      .x(([c]) => left + (c / (grid.columns - 1)) * size)
      .y(([, r]) => bottom - (r / (grid.rows - 1)) * size)
      .digits(2)
      .curve(curve);
  const [closedOutline, openOutline] = [outlineOf(curveLinearClosed), outlineOf(curveLinear)];
  const area = (at: number): string =>
    contours(grid, at)
      .map((ring) => closedOutline(ring))
      .join('');
  const lines = (at: number): string =>
    innerLines(contours(grid, at), grid)
      .map((stretch) => openOutline(stretch))
      .join('');
  const n = points.isTrue.length;
  const wrong = n - classifier.correct;
  const facts = `${percent(classifier.correct / n)} % correct, ${wrong} of ${n} wrong`;
  return [
    `<text class="nb-ink" x="${px(left)}" y="${px(top - 31)}" font-size="16" font-weight="600">${markupText(title)}</text>`,
    `<text class="nb-soft" x="${px(left)}" y="${px(top - 11)}" font-size="13">${facts}</text>`,
    `<rect class="nb-other2" x="${px(left)}" y="${px(top)}" width="${size}" height="${size}"/>`,
    path('nb-other1', area(-level)),
    path('nb-true1', area(0)),
    path('nb-true2', area(level)),
    path('nb-margin', lines(-level) + lines(level)),
    path('nb-boundary', lines(0)),
    ...ticks(x, y, place),
    `<rect class="nb-frame" x="${px(left)}" y="${px(top)}" width="${size}" height="${size}"/>`,
    ...marks(points, classifier, x, y),
    ...wordLabels(points, x, y),
  ].filter((part) => part !== '');
}

const path = (look: string, d: string): string =>
  d === '' ? '' : `<path class="${look}" fill-rule="evenodd" d="${d}"/>`;

function ticks(x: AxisScale, y: AxisScale, { left, top, size }: PanelPlace): string[] {
  const bottom = top + size;
  return [
    ...x.ticks.flatMap(({ value, label }) => [
      `<path class="nb-frame" d="M${px(x.at(value))} ${px(bottom)}v5"/>`,
      `<text class="nb-soft" x="${px(x.at(value))}" y="${px(bottom + 19)}" font-size="12" text-anchor="middle">${label}</text>`,
    ]),
    ...y.ticks.flatMap(({ value, label }) => [
      `<path class="nb-frame" d="M${px(left)} ${px(y.at(value))}h-5"/>`,
      `<text class="nb-soft" x="${px(left - 9)}" y="${px(y.at(value) + 4)}" font-size="12" text-anchor="end">${label}</text>`,
    ]),
    `<text class="nb-soft" x="${px(left + size / 2)}" y="${px(bottom + 39)}" font-size="12.5" text-anchor="middle">${markupText(x.label)}</text>`,
    `<text class="nb-soft" transform="translate(${px(left - 42)} ${px(top + size / 2)}) rotate(-90)" font-size="12.5" text-anchor="middle">${markupText(y.label)}</text>`,
  ];
}

/** Draws the points, misclassified ones last, so that nothing covers them. */
function marks(
  { x: coordinates, isTrue, words }: Points,
  classifier: Classifier,
  x: AxisScale,
  y: AxisScale,
): string[] {
  const n = isTrue.length;
  const radius = n > 1000 ? 2.2 : n > 250 ? 3.2 : 4.2;
  const decided = classifier.decide(coordinates);
  const mark = (k: number, isWrong: boolean): string => {
    const [at, height] = [x.at(coordinates[2 * k]), y.at(coordinates[2 * k + 1])];
    const title = words ? `<title>${markupText(words[k])}</title>` : '';
    return marker(isTrue[k] === 1, isWrong, at, height, radius, title);
  };
  const sides = Array.from({ length: n }, (_, k) => decided[k] > 0 !== (isTrue[k] === 1));
  const numbers = sides.map((_, k) => k);
  return [
    ...numbers.filter((k) => !sides[k]).map((k) => mark(k, false)),
    ...numbers.filter((k) => sides[k]).map((k) => mark(k, true)),
  ];
}

/** A circle for the negative class, a diamond for the positive one; with a dark edge if misclassified. */
export function marker(
  isTrue: boolean,
  isWrong: boolean,
  x: number,
  y: number,
  radius: number,
  title = '',
): string {
  const look = `nb-${isTrue ? 'true' : 'other'}${isWrong ? ' nb-wrong' : ''}`;
  if (!isTrue)
    return closed(`circle class="${look}" cx="${px(x)}" cy="${px(y)}" r="${px(radius)}"`, 'circle', title);
  const r = radius * 1.3;
  const d = `M${px(x)} ${px(y - r)}L${px(x + r)} ${px(y)}L${px(x)} ${px(y + r)}L${px(x - r)} ${px(y)}Z`;
  return closed(`path class="${look}" d="${d}"`, 'path', title);
}

const closed = (opening: string, name: string, content: string): string =>
  content === '' ? `<${opening}/>` : `<${opening}>${content}</${name}>`;
