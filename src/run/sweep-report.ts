/** @file The report of a sweep: which settings made a difference, and all runs in one table. */
import { join } from 'node:path';
import { commandName } from '../document/command-name.js';
import { percent } from '../document/number-format.js';
import { heading, paragraph, type Report, table } from '../document/report.js';
import { shellWord } from '../document/shell-word.js';
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
