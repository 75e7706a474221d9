/** @file `nerwin corpus`: converts, describes and divides corpora. */
import { Command } from 'commander';
import { corpusCheckCommand } from './corpus-check.js';
import { corpusConvertCommand } from './corpus-convert.js';
import { corpusDedupeCommand } from './corpus-dedupe.js';
import { corpusSampleCommand, corpusSplitCommand } from './corpus-divide.js';
import { corpusStatsCommand } from './corpus-stats.js';
import type { Terminal } from './terminal.js';

export const corpusCommand = (io: Terminal): Command =>
  new Command('corpus')
    .description('convert, describe, split, sample and clean corpora')
    .addCommand(corpusConvertCommand(io))
    .addCommand(corpusCheckCommand(io))
    .addCommand(corpusStatsCommand(io))
    .addCommand(corpusSplitCommand(io))
    .addCommand(corpusSampleCommand(io))
    .addCommand(corpusDedupeCommand(io));
