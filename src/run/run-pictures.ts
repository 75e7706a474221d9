/** @file The pictures of a run: loss, pairs inside the margin, and scores on the dev split, by epoch; of a bag, of all its networks. */

import { chartPicture } from '../document/chart-picture.js';
import type { PictureBlock } from '../document/report.js';
import { maximum } from '../extremes.js';
import { pictureFiles } from './run-folder.js';
import type { EpochReport, RunReport } from './run-report.js';

const epochAxis = { label: 'epoch', whole: true } as const;
type Value = (epoch: EpochReport) => number;

/** Returns a line per network; of a single network, with this name. */
function lines({ epochs, members }: RunReport, name: string, value: Value) {
  const pointsOf = (some: readonly EpochReport[]) => some.map((one) => [one.epoch, value(one)] as const);
  const all = members?.every((member) => member.epochs !== undefined) ? members : undefined;
  if (!all) return [{ name, points: pointsOf(epochs) }];
  return all.map(({ seed, epochs: own = [] }) => ({ name: `seed ${seed}`, points: pointsOf(own) }));
}

/** The best epoch; of a bag, each network has its own. */
const best = ({ bestEpoch, members }: RunReport) =>
  members ? {} : { marks: [{ x: bestEpoch, label: 'best epoch' }] };

export function lossPicture(report: RunReport): PictureBlock {
  const { reduction } = report.config.loss;
  const label = reduction === 'mean' ? 'mean loss' : 'loss';
  return chartPicture(pictureFiles.loss, 'training loss by epoch', {
    title: 'Training loss',
    x: epochAxis,
    y: { label, from: 0 },
    series: lines(report, label, ({ loss }) => loss),
    ...best(report),
  });
}

/** The share of pairs inside the margin, or of misclassified tokens. */
export function sharePicture(report: RunReport): PictureBlock {
  const isSoftmax = report.config.model.kind === 'softmax';
  const label = isSoftmax ? 'misclassified tokens, %' : 'pairs inside the margin, %';
  return chartPicture(
    pictureFiles.margin,
    `${isSoftmax ? 'misclassified tokens' : 'pairs inside the margin'} by epoch`,
    {
      title: isSoftmax ? 'Misclassified training tokens' : 'Training pairs inside the margin',
      x: epochAxis,
      y: { label, from: 0 },
      series: lines(report, label, ({ insideMargin }) => 100 * insideMargin),
      ...best(report),
    },
  );
}

export function scorePicture(report: RunReport): PictureBlock {
  const { members, dev } = report;
  const f1: Value = (one) => 100 * one.dev.entity.f1;
  const others: readonly (readonly [string, Value])[] = [
    ['token F1', (one) => 100 * one.dev.token.f1],
    ['average precision', (one) => 100 * one.dev.averagePrecision],
  ];
  const more = others.map(([name, value]) => ({
    name,
    points: report.epochs.map((one) => [one.epoch, value(one)] as const),
  }));
  const own = lines(report, 'entity F1', f1);
  const last = maximum(own.flatMap(({ points }) => points.map(([epoch]) => epoch)));
  const merged = {
    name: 'merged',
    isReference: true,
    points: [
      [1, 100 * dev.entity.f1],
      [last, 100 * dev.entity.f1],
    ] as const,
  };
  return chartPicture(pictureFiles.scores, `${members ? 'entity F1' : 'scores'} on the dev split by epoch`, {
    title: members ? 'Entity F1 on dev (dashed: merged)' : 'Scores on dev',
    x: epochAxis,
    y: { label: members ? 'entity F1, %' : 'score, %' },
    series: members ? [...own, merged] : [...own, ...more],
    ...best(report),
  });
}
