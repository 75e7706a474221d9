/** @file The report of a sweep: which settings made a difference, and all runs in one table. */
import { join } from 'node:path';
import { chartPicture } from '../document/chart-picture.js';
import { commandName } from '../document/command-name.js';
import { percent } from '../document/number-format.js';
import { heading, type PictureBlock, paragraph, type Report, table } from '../document/report.js';
import { shellWord } from '../document/shell-word.js';
import { maximum, minimum } from '../extremes.js';
import { sweepPictures } from './series-report.js';
import type { SweepResult, SweepRow } from './sweep.js';
import type { SettingEffect } from './sweep-effects.js';

export const effectHeadings = ['setting', 'share of variance', 'mean by value'] as const;

/** Returns a row for each setting: its share of the variance in percent, and the mean score of each value. */
export const effectRows = (effects: readonly SettingEffect[]): string[][] =>
  effects.map(({ setting, share, values }) => [
    setting,
    `${percent(share)} %`,
    values.map(({ value, mean, runs }) => `${value}: ${percent(mean)} (${runs})`).join(', '),
  ]);

const settingNames = ({ runs }: SweepResult): string[] => Object.keys(runs[0]?.settings ?? {});

/** Returns the headings of the table of runs. */
export const runHeadings = (result: SweepResult): string[] => [
  'run',
  ...settingNames(result),
  result.metric,
  'test F1',
  'best epoch',
];

/** Returns a row for each run, the best first. Scores are in percent. */
export const runRows = (result: SweepResult): string[][] =>
  result.runs.map(({ name, settings, state, value, test, bestEpoch }: SweepRow) => [
    name,
    ...settingNames(result).map((setting) => shown(settings[setting])),
    value === null ? state : percent(value),
    test === null ? '–' : percent(test),
    bestEpoch === null ? '–' : String(bestEpoch),
  ]);

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Returns a picture for each of the settings that mattered most and are numbers: the scores of the runs by the value of the setting. */
function effectPictures({ runs, effects, metric }: SweepResult): PictureBlock[] {
  const numeric = effects.flatMap(({ setting }) => {
    const points = runs.flatMap(({ settings, value }) => {
      const at = settings[setting];
      return typeof at === 'number' && value !== null ? [[at, 100 * value] as const] : [];
    });
    const values = [...new Set(points.map(([at]) => at))].sort((a, b) => a - b);
    const isComplete = points.length === runs.filter(({ value }) => value !== null).length;
    return isComplete && values.length > 1 ? [{ setting, points, values }] : [];
  });
  return numeric.slice(0, sweepPictures.length).map(({ setting, points, values }, k) => {
    const groups = values.map((at) => ({
      at,
      scores: points.filter(([value]) => value === at).map(([, score]) => score),
    }));
    const [least, most] = [values[0], values[values.length - 1]];
    const y = { label: `${metric}, %` };
    const isGrouped = points.length > values.length;
    const series = isGrouped
      ? { name: 'mean', points: groups.map(({ at, scores }) => [at, mean(scores)] as const) }
      : {
          name: y.label,
          hasLine: values.length <= 6,
          points: values.map((at, n) => [at, groups[n].scores[0]] as const),
        };
    return chartPicture(sweepPictures[k], `${metric} by ${setting}`, {
      title: `${metric} by ${setting}`,
      x: { label: setting, ...(least > 0 && most / least >= 8 ? { log: true } : {}) },
      y,
      series: [series],
      ...(isGrouped
        ? {
            band: {
              name: 'lowest to highest run',
              points: groups.map(({ at, scores }) => [at, minimum(scores), maximum(scores)] as const),
            },
          }
        : {}),
    });
  });
}

const mean = (scores: readonly number[]): number =>
  scores.reduce((sum, score) => sum + score, 0) / scores.length;

/** Returns the report. */
export function sweepReport(result: SweepResult): Report {
  const { runs, effects, folder, metric } = result;
  const [best] = runs;
  const done = runs.filter(({ state }) => state === 'done').length;
  return {
    title: `Sweep of ${settingNames(result).join(', ')}`,
    blocks: [
      paragraph(
        best?.value === null || best === undefined
          ? 'No run is done yet.'
          : `${done} of ${runs.length} runs are done. The best is ${best.name}, with ${metric} ${percent(best.value)}. It was chosen on the same data, so its score is too good by chance; a score on test is not.`,
      ),
      heading('Which settings made a difference'),
      paragraph(
        'The share of the variance of all scores that lies between the values of a setting, and the mean score of each value with its number of runs.',
      ),
      table(
        effectHeadings.map((name, k) => [name, k === 1 ? 'right' : 'left'] as const),
        effectRows(effects),
      ),
      ...effectPictures(result),
      heading('Runs'),
      table(
        runHeadings(result).map((name, k) => [name, k === 0 ? 'left' : 'right'] as const),
        runRows(result),
        0,
      ),
      ...(best && best.value !== null
        ? [
            heading('Train the best again'),
            {
              kind: 'commands' as const,
              lines: [
                `${commandName()} train --config ${shellWord(join(folder, best.name, 'config.yaml'))} --output ${shellWord(`${folder}-best`)}`,
              ],
            },
          ]
        : []),
    ],
  };
}
