/** @file `nerwin model info`: what is inside a model file. */

import { Command } from 'commander';
import { plainTable } from '../document/table.js';
import type { ModelHeader, ThresholdChoice } from '../model/model.js';
import { loadModel } from '../model/model-file.js';
import { infoOf } from '../model/model-info.js';
import type { Thresholds } from '../model/thresholds.js';
import { grouped, plural } from '../plural.js';
import { jsonLine } from './json-output.js';
import { modelMeaning, modelPath } from './model-option.js';
import { print } from './print.js';
import type { Terminal } from './terminal.js';

export const infoCommand = (io: Terminal): Command =>
  new Command('info')
    .description('print what is inside a model: network, features, thresholds, inputs, tensors')
    .argument('[model]', modelMeaning)
    .option('--json', 'print the header and the tensors as JSON')
    .action(async (written: string | undefined, { json }: { json?: true }) => {
      const model = loadModel(modelPath(written));
      const info = infoOf(model);
      if (json) return io.out(jsonLine('model info', info));
      const { kind, radius, hidden, activation, members = [], features, calibration, corpora } = info;
      const on = Object.entries(features)
        .filter(([, value]) => value === true)
        .map(([name]) => name);
      const rows = [
        ['written by', `nerwin ${info.nerwin}, format ${info.format}`],
        ['network', `${kind}, ${hidden} ${kind === 'window' ? 'hidden units' : 'classes'}, ${activation}`],
        ['window', `${2 * radius + 1} words`],
        [
          'lexicon',
          `${plural(info.words, 'word', 'words')}, ${plural(info.dimension, 'dimension', 'dimensions')}`,
        ],
        [
          'features',
          [...on, ...(features.affixes > 0 ? [`affixes up to ${features.affixes}`] : [])].join(', ') ||
            'none',
        ],
        ['lists of names', model.features.gazetteers.map(({ name }) => name).join(', ') || 'none'],
        ['locations', info.locations.join(', ')],
        ['thresholds', shown(info.thresholds)],
        ...Object.entries(info.operatingPoints).map(([name, point]) => [`  ${name}`, shown(point)]),
        ...(info.divide ? [['divided', divided(info.divide)]] : []),
        ...(info.thresholdChoices ?? []).map((choice) => ['chosen', chosen(choice)]),
        [
          'probabilities',
          calibration
            ? `σ(${calibration.a.toFixed(4)} s ${calibration.b < 0 ? '−' : '+'} ${Math.abs(calibration.b).toFixed(4)})`
            : 'not calibrated',
        ],
        ...(members.length > 0
          ? [
              [
                'merged from',
                `${members.length} networks, seeds ${members.map(({ seed }) => seed).join(', ')}`,
              ],
            ]
          : []),
        ['trained on', corpora.train.map(({ name }) => name).join(', ') || 'not in the file'],
        ['vectors', info.vectors.name || 'not in the file'],
      ];
      await print(rows.map(([name, value]) => `${name.padEnd(15)} ${value}\n`).join(''), io);
      const list = info.tensors.map(({ name, type, shape, bytes }) => [
        name,
        type,
        shape.join(' × '),
        grouped(bytes),
      ]);
      const align = ['left', 'left', 'right', 'right'] as const;
      await print(
        `\n${plainTable(['tensor', 'type', 'shape', 'bytes'], list, { align, columns: io.outColumns })}`,
        io,
      );
    });

const chosen = ({ point = 'balanced', goal, value, corpora }: ThresholdChoice): string =>
  `${point}: ${goal} ${value}${corpora.length > 0 ? ` on ${corpora.map(({ name }) => name).join(', ')}` : ''}`;

const shown = ({ start, extend, edge }: Thresholds): string =>
  [
    `start ${start.toFixed(4)}`,
    `extend ${extend.toFixed(4)}`,
    ...(edge === undefined ? [] : [`edge ${edge.toFixed(4)}`]),
  ].join(', ');

/** `town < region < country, 2 exceptions`: see `decision.divide`. */
const divided = ({ levels, except }: NonNullable<ModelHeader['divide']>): string =>
  `${levels.map((classes) => classes.join(' ')).join(' < ')}, ${plural(except.length, 'exception', 'exceptions')}`;
