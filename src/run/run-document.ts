/**
 * @file The report of a run for people: scores, training, corpus and vectors, mistakes,
 * how to reproduce it, settings.
 */

import { htmlPage } from '../document/html.js';
import { markdownDocument } from '../document/markdown.js';
import { duration, percent, significant } from '../document/number-format.js';
import { heading, paragraph, type Report, type ReportBlock } from '../document/report.js';
import { grouped } from '../plural.js';
import { environmentTable, hashTable } from './environment-tables.js';
import { errorBlocks } from './error-tables.js';
import { curveBlocks } from './evaluation-pictures.js';
import { mistakeBlocks } from './mistake-tables.js';
import { networkBlocks } from './network-table.js';
import { reliabilityBlocks } from './reliability-table.js';
import { lossPicture, scorePicture, sharePicture } from './run-pictures.js';
import type { RunReport } from './run-report.js';
import {
  corpusTable,
  differingSettings,
  epochTable,
  ladderTable,
  scoreTable,
  settingsTable,
} from './run-tables.js';
import { sampleBlocks } from './sample-table.js';
import { standardsBlocks } from './standards-table.js';

/** Returns `report.md`; it links to the pictures, which the caller writes next to it. */
export const reportMarkdown = (report: RunReport): string => markdownDocument(runDocument(report));

/** Returns `report.html`: one self-contained page with the pictures embedded. */
export const reportHtml = (report: RunReport): string => htmlPage(runDocument(report));

/** Where the thresholds come from, by `decision.from` and `decision.bag`. */
const thresholdSource = {
  model: 'the threshold of the model that training started from',
  mean: "the mean of the networks' best thresholds on dev",
  dev: 'the best threshold on dev',
  middle:
    "halfway between the mean of the networks' best thresholds on dev and the best of the merged network",
};

/** Says in words where the thresholds of a report come from. */
function sourceOfThresholds({ config: { decision }, members }: RunReport): string {
  if (decision.from === 'model') return thresholdSource.model;
  const source = thresholdSource[members ? decision.bag : 'dev'];
  if (decision.tolerance === 0) return source;
  return `${source}, where "best" is the highest one with an F1 within ${significant(100 * decision.tolerance, 2)} points of the highest F1`;
}

/** Returns the report as a document. */
export function runDocument(report: RunReport): Report {
  const { dev, reproduce, model } = report;
  return {
    title: `Training run ${report.run}`,
    blocks: [
      summary(report),
      figures(report),
      ...report.warnings.map((warning) => paragraph(`Warning: ${warning}.`)),
      heading('Scores'),
      scoreTable(report),
      paragraph(
        `An entity is correct if both of its boundaries are correct (as in conlleval). ${dev.types ? 'Rows for an entity type use the most likely class of each token, without a threshold. ' : ''}Token-level average precision on dev is ${percent(dev.averagePrecision)}. A location is marked where a word scores above ${significant(dev.threshold, 4)}, ${sourceOfThresholds(report)}. All scores except the threshold are in percent.`,
      ),
      ...standardsBlocks(dev.standards, 'dev'),
      ...curveBlocks(dev, 'dev'),
      ...(dev.reliability ? [heading('Probabilities'), ...reliabilityBlocks(dev.reliability, 'dev')] : []),
      heading('Training'),
      ...networkBlocks(report),
      scorePicture(report),
      lossPicture(report),
      sharePicture(report),
      ...epochTable(report),
      heading('Settings that are not the defaults'),
      differingSettings(report),
      heading('Corpus and vectors'),
      corpusTable(report),
      ...vectorsBlocks(report),
      ...sampleBlocks(dev.samples, 'dev'),
      heading('The most confident mistakes on dev'),
      ...mistakeBlocks(dev.mistakes),
      ...errorBlocks(dev.errors, 'dev'),
      heading('Environment and hashes'),
      environmentTable(report),
      hashTable(report),
      heading('Reproduce this run'),
      { kind: 'commands', lines: reproduce },
      paragraph(
        'The same settings, seed and files produce the same bytes: the SHA-256 of ',
        { code: model.file },
        ` (${grouped(model.bytes)} bytes) is `,
        { code: model.sha256 },
        '.',
      ),
      heading('All settings'),
      settingsTable(report),
    ],
  };
}

const plural = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

function summary({ config, splits, vectors, epochs, bestEpoch, members }: RunReport): ReportBlock {
  const { model, windows, corruption, loss, training } = config;
  const train = splits.find(({ split }) => split === 'train');
  const kind =
    model.kind === 'softmax'
      ? `A softmax classifier${model.types.length > 0 ? ` of the classes ${['O', ...model.types].join(', ')}` : ''}`
      : `${members ? `${members.length} window networks` : 'A window network'} with ${plural(model.hidden, 'hidden unit')} (${model.activation})`;
  const pairs =
    model.kind === 'softmax'
      ? ''
      : `, using ${plural(corruption.perTrue, 'corrupt window')} (${corruption.strategy}) per true window and a margin of ${loss.margin}`;
  const choice = members
    ? `for at most ${plural(training.epochs, 'epoch')} each; the model returns the mean of their scores, each network at its best epoch by `
    : `for ${plural(epochs.length, 'epoch')}; the model is from epoch ${bestEpoch}, the best epoch by `;
  return paragraph(
    `${kind} over windows of ${2 * windows.radius + 1} words, with ${vectors.d}-dimensional word vectors, ${members ? 'were' : 'was'} trained on ${plural(train?.sentences ?? 0, 'sentence')} with ${plural(train?.locations ?? 0, 'location')}${pairs}, ${choice}`,
    { code: config.selection.metric },
    '.',
  );
}

function figures({ dev, test, bestEpoch, epochs, members, seconds }: RunReport): ReportBlock {
  return {
    kind: 'figures',
    figures: [
      { label: 'dev entity F1', value: percent(dev.entity.f1) },
      { label: 'dev token F1', value: percent(dev.token.f1) },
      ...(test
        ? [
            { label: 'test entity F1', value: percent(test.entity.f1) },
            { label: 'test token F1', value: percent(test.token.f1) },
          ]
        : []),
      members
        ? { label: 'networks', value: String(members.length) }
        : { label: 'best epoch', value: `${bestEpoch} of ${epochs.length}` },
      { label: 'time', value: duration(seconds) },
    ],
  };
}

function vectorsBlocks(report: RunReport): ReportBlock[] {
  const { file, words, wordsInFile, d, sha256 } = report.vectors;
  return [
    paragraph(
      `${grouped(words)} of ${grouped(wordsInFile)} vectors with ${d} dimensions were kept from `,
      { code: file },
      ' (SHA-256 ',
      { code: sha256 },
      '). Each word takes its vector from the first of these lookup steps that finds one:',
    ),
    ladderTable(report),
  ];
}
