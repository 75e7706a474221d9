/** @file What `nerwin eval` says beyond its own scores: those of other tools, confidence intervals, and the comparison with another system. */

import { entityPairsOf, readTagPairs } from '../dataset/entity-pairs.js';
import { agreeing, scoreCorpus } from '../dataset/model-evaluation.js';
import { percent, significant } from '../document/number-format.js';
import { plainTable } from '../document/table.js';
import { NerwinError } from '../error.js';
import { ways } from '../evaluation/nervaluate.js';
import {
  compareSystems,
  type Interval,
  type Intervals,
  type SystemDifference,
} from '../evaluation/resampling.js';
import { defaultEntities } from '../evaluation/seqeval.js';
import { type EntityPairs, type Standards, sentenceCounts } from '../evaluation/standards.js';
import { loadModel } from '../model/model-file.js';
import { grouped } from '../plural.js';
import { type CorpusFormatOptions, corpusOptions } from './corpus-options.js';

/** Compares with another model, or with a file of predictions, on the same sentences. */
export async function comparisonWith(
  other: string,
  own: EntityPairs,
  files: readonly string[],
  options: CorpusFormatOptions & { readonly locations?: string[]; readonly document?: true },
): Promise<SystemDifference> {
  const predicted = other.endsWith('.safetensors')
    ? await predictionsOfModel(other, files, options)
    : predictionsInFile(other, own);
  return compareSystems(sentenceCounts({ gold: own.gold, predicted }), sentenceCounts(own));
}

async function predictionsOfModel(
  path: string,
  files: readonly string[],
  options: CorpusFormatOptions & { readonly locations?: string[]; readonly document?: true },
): Promise<EntityPairs['predicted']> {
  const model = loadModel(path);
  const { locations = model.header.locations } = options;
  const scored = await scoreCorpus(model, files, corpusOptions(options, '--locations'), locations, 'auto');
  const { scores, encoded, gold } = options.document ? agreeing(scored) : scored;
  return entityPairsOf(scores, encoded, gold, model.header.thresholds).predicted;
}

/** Every predicted entity counts as a location; the gold tags must be those of the corpus. */
function predictionsInFile(path: string, own: EntityPairs): EntityPairs['predicted'] {
  const { gold, predicted } = readTagPairs(path);
  const asLocations = (tags: readonly string[]) =>
    defaultEntities(tags).map((entity) => ({ ...entity, type: 'LOC' }));
  const truth = JSON.stringify(gold.map(asLocations));
  if (truth !== JSON.stringify(own.gold))
    throw new NerwinError(
      'corpus',
      `${path}: its gold entities are not those of the corpus`,
      'write the file from the same corpus, with --predictions FILE',
    );
  return predicted.map(asLocations);
}

/** Returns the scores of other tools as text for a terminal of this width, if there is one. */
export function standardsText(
  { seqeval, nervaluate }: Standards,
  intervals?: Intervals,
  columns?: number,
): string {
  const rows = ways.map((way) => {
    const { precision, recall, f1, correct, incorrect, partial, missed, spurious } = nervaluate[way];
    return [
      way,
      percent(precision),
      percent(recall),
      percent(f1),
      ...[correct, incorrect, partial, missed, spurious].map(grouped),
    ];
  });
  const { strict, scheme } = seqeval;
  const header = ['', 'precision', 'recall', 'F1', 'correct', 'incorrect', 'partial', 'missed', 'spurious'];
  return [
    '',
    ...(intervals ? [intervalText(intervals)] : []),
    `seqeval ${seqeval.version}: F1 ${percent(seqeval.default.f1)} in default mode, ${percent(strict.f1)} in strict mode (${scheme})`,
    `nervaluate ${nervaluate.version}:`,
    plainTable(header, rows, { columns }),
  ].join('\n');
}

const intervalText = ({ f1, precision, recall, level, samples, seed }: Intervals): string =>
  `entity F1 is in ${shown(f1)} with ${percent(level).replace(/\.?0+$/, '')} % confidence (precision ${shown(precision)}, recall ${shown(recall)}; bootstrap over sentences, ${grouped(samples)} samples, seed ${seed})`;

const shown = ([low, high]: Interval): string => `${percent(low)} to ${percent(high)}`;

/** Returns the comparison with another system as text. */
export const againstText = ({
  other,
  difference,
  interval,
  p,
  samples,
  seed,
}: SystemDifference & { readonly other: string }): string =>
  `against ${other}: entity F1 ${difference >= 0 ? '+' : '−'}${percent(Math.abs(difference))} (95 % interval ${shown(interval)}), p = ${significant(p, 3)} (approximate randomization by sentence, ${grouped(samples)} samples, seed ${seed})\n`;
