/** @file The golden file of `nerwin compare`: reads it, writes it, and prints the lines that would change. */

import { goldenMetrics, goldenText } from '../compare/golden.js';
import { goldenContents, readGolden } from '../compare/golden-file.js';
import { readRunSource } from '../compare/run-source.js';
import type { RunSource } from '../compare/source.js';
import { NerwinError } from '../error.js';
import { writeAtomically } from '../file.js';
import { rejectOverwrites } from '../output-guard.js';
import { currentName } from '../training/metrics.js';
import { readWhole, sizeLimits } from '../whole-file.js';
import type { CompareOptions } from './compare-options.js';
import type { Terminal } from './terminal.js';

/** Writes the golden file of the only run. */
export async function updateGolden(
  file: string,
  runs: readonly RunSource[],
  options: CompareOptions,
  io: Terminal,
): Promise<void> {
  if (runs.length !== 1)
    throw new NerwinError(
      'usage',
      `a golden file is written from one run, found ${runs.length}`,
      'name one run',
    );
  rejectOverwrites(
    { '--golden': file },
    runs
      .flatMap(({ networks }) => networks.map((table) => table.file))
      .filter((name) => name !== 'standard input'),
  );
  writeAtomically(file, newGolden(file, runs[0], options));
  io.note(`wrote ${file}; check it in the diff before you commit it`);
  if (options.update === 'fail')
    throw new NerwinError(
      'gate',
      `${file} was written, so nothing was compared`,
      'run it again without --update',
    );
}

/** The golden file of a run: with the metrics that were asked for, or those of the file so far. */
function newGolden(file: string, run: RunSource, options: CompareOptions): string {
  const asked = options.metric?.map(currentName);
  const earlier = (): string[] | undefined => {
    try {
      const source = readRunSource(file);
      return source.isGolden ? goldenContents(source) : undefined;
    } catch (error) {
      if (error instanceof NerwinError) return undefined;
      throw error;
    }
  };
  const metrics = asked ?? earlier() ?? goldenMetrics(run);
  const text = goldenText(run, metrics);
  const lacking = metrics.filter((metric) => !text.includes(JSON.stringify(metric)));
  if (lacking.length === 0) return text;
  throw new NerwinError(
    'usage',
    `${run.name} does not have ${lacking.join(', ')}`,
    'choose other metrics with --metric',
  );
}

/** Prints the lines of the golden file that the run would change, ready to paste. */
export async function printGoldenLines(
  file: string,
  runs: readonly RunSource[],
  options: CompareOptions,
  io: Terminal,
): Promise<void> {
  if (runs.length !== 1) return;
  const old = new Set(
    readWhole(file, 'file', sizeLimits.table)
      .toString()
      .split('\n')
      .map((line) => line.replace(/,$/, '')),
  );
  const metrics = goldenContents(readGolden(file)).filter(
    (metric) => options.metric?.includes(metric) ?? true,
  );
  const lines = goldenText(runs[0], metrics)
    .split('\n')
    .filter((line) => !old.has(line.replace(/,$/, '')));
  await io.out(`\nnew lines for ${file} (make sure first that the change is meant):\n${lines.join('\n')}\n`);
}
