/** @file What `nerwin train` prints for people about one run. */
import { commandName } from '../document/command-name.js';
import { percent, significant } from '../document/number-format.js';
import { shellWord } from '../document/shell-word.js';
import { sparkline } from '../document/sparkline.js';
import type { WrittenResult } from '../run/training-run.js';
import type { EpochMetrics } from '../training/metrics.js';
import type { Terminal } from './terminal.js';

/** A run that is trained. */
export interface Trained {
  readonly result: WrittenResult;
  /** Number of networks. */
  readonly bag: number;
  /** The epochs of each network. */
  readonly curves: readonly (readonly EpochMetrics[])[];
}

/** Curves of at most this many networks are drawn. */
const maxCurves = 5;

/** Loss and F1 of each network by epoch, as one line of text. */
function curveLines(curves: Trained['curves'], { bold }: Terminal['color']): string[] {
  return curves.slice(0, maxCurves).map((epochs, network) => {
    const part = (name: string, values: readonly number[], shown: (value: number) => string): string =>
      `${name} ${sparkline(values, 24)} ${shown(values[0])} to ${shown(values[values.length - 1])}`;
    const loss = part(
      'loss',
      epochs.map((epoch) => epoch.loss),
      (value) => significant(value, 3),
    );
    const f1 = part(
      'dev entity F1',
      epochs.map(({ dev }) => dev.entity.f1),
      percent,
    );
    return `${network === 0 ? bold('curves') : '      '}  ${loss}, ${f1}`;
  });
}

/** Returns the folder, the model, the scores and the curves of a run, and what to do next. */
export function summaryOf({ result, bag, curves }: Trained, io: Terminal): string {
  const { bold, cyan } = io.color;
  const origin =
    bag > 1 ? `${bag} networks merged into one` : `from epoch ${result.bestEpoch} of ${result.epochs}`;
  const lines = [
    `${bold('run')}     ${cyan(result.run)}`,
    `${bold('model')}   ${cyan(result.model)}, ${origin}, in ${result.seconds.toFixed(1)} s`,
    `${bold('dev')}     token F1 ${percent(result.dev.token.f1)} %, entity F1 ${percent(result.dev.entity.f1)} %`,
  ];
  if (result.test) {
    lines.push(
      `${bold('test')}    token F1 ${percent(result.test.token.f1)} %, entity F1 ${percent(result.test.entity.f1)} %`,
    );
  }
  lines.push(
    ...(result.epochs > 1 ? curveLines(curves, io.color) : []),
    `${bold('report')}  ${cyan(`${result.run}/report.md`)}`,
    `${bold('next')}    ${commandName()} tag --model ${shellWord(result.model)} "…"`,
  );
  return `${lines.join('\n')}\n`;
}
