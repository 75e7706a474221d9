/** @file Softmax and network trained on the same points; the result as JSON, text, SVG and an HTML page. */
import { chart } from '../../document/chart.js';
import { htmlPage } from '../../document/html.js';
import { percent, significant } from '../../document/number-format.js';
import { heading, paragraph, type Report, table } from '../../document/report.js';
import { plainTable } from '../../document/table.js';
import { type Classifier, type ClassifierOptions, trainNetwork, trainSoftmax } from './classifier.js';
import type { Grid } from './contour.js';
import { type BoundarySummary, gridOf, summarize } from './decision.js';
import type { PanelContent } from './panel.js';
import { regionsPicture } from './picture.js';
import { type Frame, frameOf, type Points } from './points.js';

/** A trained classifier with its decision function over the frame. */
interface Contestant {
  readonly classifier: Classifier;
  readonly grid: Grid;
  readonly boundary: BoundarySummary;
}

/** Both classifiers, trained on the points. */
export interface Contest {
  readonly points: Points;
  readonly options: ClassifierOptions;
  readonly frame: Frame;
  readonly softmax: Contestant;
  readonly network: Contestant;
}

/** Trains both. Throws 'diverged' if one of them does. */
export function contest(points: Points, options: ClassifierOptions): Contest {
  const frame = frameOf(points, 0.08);
  const enter = (classifier: Classifier): Contestant => {
    const grid = gridOf(classifier, frame);
    return { classifier, grid, boundary: summarize(grid, frame) };
  };
  const [softmax, network] = [trainSoftmax(points, options), trainNetwork(points, options)];
  return { points, options, frame, softmax: enter(softmax), network: enter(network) };
}

/** How well a classifier separates the points. */
export interface ContestantRecord {
  /** Share of the points that it classifies correctly. */
  readonly accuracy: number;
  readonly correct: number;
  readonly wrong: number;
  /** Mean loss of the last epoch. */
  readonly loss: number;
  readonly boundary: BoundarySummary;
}

/** What `nerwin boundary --json` prints. */
export interface BoundaryRecord extends ClassifierOptions {
  readonly title: string;
  /** Number of points. */
  readonly points: number;
  /** Number of points of each class, the negative one first. */
  readonly classes: Readonly<Record<string, number>>;
  readonly softmax: ContestantRecord;
  readonly network: ContestantRecord;
}

/** Returns what `nerwin boundary --json` prints. */
export function recordOf({ points, options, softmax, network }: Contest): BoundaryRecord {
  const n = points.isTrue.length;
  const trues = points.isTrue.reduce((sum, one) => sum + one, 0);
  const record = ({ classifier, boundary }: Contestant): ContestantRecord => ({
    accuracy: classifier.correct / n,
    correct: classifier.correct,
    wrong: n - classifier.correct,
    loss: classifier.losses[classifier.losses.length - 1],
    boundary,
  });
  return {
    title: points.title,
    points: n,
    classes: { [points.names[0]]: n - trues, [points.names[1]]: trues },
    ...options,
    softmax: record(softmax),
    network: record(network),
  };
}

const networkName = ({ hidden, activation }: ClassifierOptions): string =>
  `Network uᵀf(Wx + b), ${hidden} ${activation} unit${hidden === 1 ? '' : 's'}`;

/** Returns `a straight line`, `3 curves` or `outside the plot`. */
function boundaryText({ straight, pieces }: BoundarySummary): string {
  if (pieces === 0) return 'outside the plot';
  if (straight) return 'a straight line';
  return pieces === 1 ? 'a curve' : `${pieces} curves`;
}

const tableRows = ({ points, options, softmax, network }: Contest): string[][] =>
  [
    { name: 'Softmax', ...softmax },
    { name: networkName(options), ...network },
  ].map(({ name, classifier, boundary }) => [
    name,
    percent(classifier.correct / points.isTrue.length),
    String(points.isTrue.length - classifier.correct),
    significant(classifier.losses[classifier.losses.length - 1], 4),
    boundaryText(boundary),
    percent(boundary.trueArea),
  ]);

/** Returns the result as a table for a terminal of this width, if it has one. */
export const textOf = (result: Contest, columns?: number): string =>
  plainTable(
    ['', 'accuracy %', 'errors', 'loss', 'boundary', `% of plot area: ${result.points.names[1]}`],
    tableRows(result),
    { columns },
  );

/** Draws both decision regions. */
export function svgOf({ points, options, frame, softmax, network }: Contest): string {
  const content = ({ classifier, grid }: Contestant, title: string): PanelContent => ({
    points,
    frame,
    classifier,
    grid,
    title,
  });
  const { epochs, rate, seed } = options;
  const note = `${points.isTrue.length} points, ${epochs} epochs, learning rate ${rate}, seed ${seed}`;
  return regionsPicture([content(softmax, 'Softmax, linear'), content(network, networkName(options))], note);
}

/** Returns one HTML page with the picture, the results and the loss curves. */
export function pageOf(result: Contest, command: string): string {
  const { points, options, softmax, network } = result;
  const curve = (name: string, { classifier }: Contestant) => ({
    name,
    points: classifier.losses.map((loss, k) => [k + 1, loss] as const),
  });
  const document: Report = {
    title: `Decision boundary: ${points.title}`,
    blocks: [
      paragraph(
        'Both classifiers were trained on the same points. The softmax classifier is linear: its boundary is the straight line where two linear functions are equal. The network first transforms the plane with its hidden units, so its boundary can be any curve',
        options.activation === 'identity'
          ? '; with the identity activation, however, it is linear too.'
          : '.',
      ),
      {
        kind: 'figures',
        figures: [
          { label: 'softmax accuracy, %', value: percent(softmax.classifier.correct / points.isTrue.length) },
          { label: 'network accuracy, %', value: percent(network.classifier.correct / points.isTrue.length) },
          { label: 'points', value: String(points.isTrue.length) },
        ],
      },
      { kind: 'picture', file: 'boundary.svg', alt: 'decision regions side by side', svg: svgOf(result) },
      paragraph(
        'The background color shows the predicted class: pale near the boundary, strong where the softmax gives odds above 3 to 1 or where the network score is more than half the margin from its threshold. The network threshold is the one that classifies the most points correctly.',
      ),
      table(
        [
          ['', 'left'],
          ['accuracy %', 'right'],
          ['errors', 'right'],
          ['loss', 'right'],
          ['boundary', 'left'],
          [`% of plot area: ${points.names[1]}`, 'right'],
        ],
        tableRows(result),
      ),
      heading('Loss by epoch'),
      {
        kind: 'picture',
        file: 'loss.svg',
        alt: 'loss by epoch',
        svg: chart({
          title: 'Loss by epoch',
          x: { label: 'epoch', whole: true },
          y: { label: 'mean loss', from: 0 },
          series: [curve('softmax: cross-entropy', softmax), curve('network: margin loss of pairs', network)],
        }),
      },
      paragraph(
        'The two losses cannot be compared with each other. What matters is that each one falls, and where it levels off.',
      ),
      heading('Reproduce this run'),
      { kind: 'commands', lines: [command] },
    ],
  };
  return htmlPage(document);
}
