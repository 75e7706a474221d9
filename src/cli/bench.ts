/** @file `nerwin bench`: measures how fast a model, or the network of a config, is on this machine. */

import { Command, Option } from 'commander';
import { speedOfSubject } from '../api/measure-speed.js';
import { significant } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { grouped } from '../plural.js';
import type { SpeedLine, SpeedReport } from '../speed/speed.js';
import { jsonLine } from './json-output.js';
import { modelMeaning, modelPath } from './model-option.js';
import { numberBetween } from './numbers.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

interface BenchOptions {
  readonly model?: string;
  readonly config?: string;
  readonly seconds: number;
  readonly json?: true;
}

const meaning = `
Training steps are timed at the start of training, when nearly every pair is inside the margin; later steps are faster. Scoring uses
a table that already holds all words. Tagging either finds locations or writes records with the score of every token. All
measurements are repeated in turn, after a check that all kernels produce the same bits.`;

export const benchCommand = (io: Terminal): Command =>
  new Command('bench')
    .description('measure how fast a model, or the network of a config, trains and tags on this machine')
    .addOption(new Option('-m, --model <file>', modelMeaning).conflicts('config'))
    .option('-c, --config <file>', 'measure the network of a config on its training corpus')
    .option('--seconds <number>', 'how long to measure, from 1 to 3600 seconds', numberBetween(1, 3600), 10)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', meaning)
    .action(async ({ model, config, seconds, json }: BenchOptions) => {
      const clock = (): number => performance.now() / 1000;
      const subject = config === undefined ? { model: modelPath(model) } : { config };
      const report = await speedOfSubject(subject, seconds, clock);
      if (json) await io.out(jsonLine('bench', report));
      else await print(page(report, io), io);
    });

function page(report: SpeedReport, io: Terminal): string {
  const { bold, dim } = io.color;
  const { nerwin, node, cpu, cores, subject, batch, rounds, verified } = report;
  const check = verified
    ? 'loops and simd produce the same bits, with one thread and with two'
    : 'simd is not available here; only the loops kernel was measured';
  const header = ['', 'minimum', 'median', 'maximum', 'unit', 'vs. loops', 'windows/s'];
  const rows = report.lines.map((line) => rowOf(line));
  const table = plainTable(header, rows, {
    align: ['left', 'right', 'right', 'right', 'left', 'left', 'right'],
    style: (text, row) => (row < 0 ? dim(text) : text),
    columns: io.outColumns,
  });
  const machine = `nerwin ${nerwin}, node ${node}, ${cpu}, ${cores} cores`;
  return `${bold(subject)}\n${machine}; batches of ${batch}, ${rounds} rounds; ${check}\n\n${table}`;
}

function rowOf({ name, unit, minimum, median, maximum, overLoops, windowsPerSecond }: SpeedLine): string[] {
  const shown =
    unit === 'ms' ? (value: number) => value.toFixed(1) : (value: number) => grouped(Math.round(value));
  const ratio = overLoops
    ? `${significant(overLoops.median, 3)}× (${significant(overLoops.minimum, 3)} – ${significant(overLoops.maximum, 3)})`
    : '';
  const windows = windowsPerSecond === undefined ? '' : grouped(Math.round(windowsPerSecond));
  return [name, shown(minimum), shown(median), shown(maximum), unit, ratio, windows];
}
