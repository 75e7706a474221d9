/** @file The scores of the tags of any tool, in the library. */

import { NerwinError } from '../error.js';
import { type FourWays, fourWays } from '../evaluation/nervaluate.js';
import { bootstrapIntervals, type Intervals } from '../evaluation/resampling.js';
import {
  defaultEntities,
  detectScheme,
  isTag,
  type SeqevalScores,
  type StrictScheme,
  scoreEntities,
  strictEntities,
  strictSchemes,
  type TaggedEntity,
} from '../evaluation/seqeval.js';
import { sentenceCounts } from '../evaluation/standards.js';
import { plural } from '../plural.js';
import { checkOptions, oneOf, wrong } from './arguments.js';
import { isTexts } from './corpus-options.js';

/** Options of {@link evaluateTags}; they mean what the options of `nerwin eval --tagged` mean. */
export interface EvaluateTagsOptions {
  /** The gold tags of each sentence, such as `B-LOC` and `O`. */
  readonly gold: readonly (readonly string[])[];
  /** The predicted tags of the same sentences. */
  readonly predicted: readonly (readonly string[])[];
  /** The scheme of the strict mode; detected in the gold tags by default. */
  readonly strictScheme?: StrictScheme | undefined;
  /** Only these entity types count; all by default. */
  readonly locations?: readonly string[] | undefined;
}

/** What `nerwin eval --tagged --json` prints. */
export interface TaggedEvaluation {
  readonly sentences: number;
  readonly tokens: number;
  readonly seqeval: {
    readonly version: '1.2';
    readonly default: SeqevalScores;
    readonly strict: SeqevalScores & {
      readonly scheme: StrictScheme;
      /** Entities in default mode that are none in strict mode. */
      readonly dropped: { readonly gold: number; readonly predicted: number };
    };
  };
  readonly nervaluate: { readonly version: '1.1' } & FourWays;
  readonly intervals: Intervals;
}

/** Scores predicted tags by the rules of seqeval and nervaluate. */
export function scoreTags(
  gold: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
  { strictScheme, locations }: Pick<EvaluateTagsOptions, 'strictScheme' | 'locations'>,
): TaggedEvaluation {
  const named = strictScheme ?? (gold.flat().some((tag) => tag !== 'O') ? detectScheme(gold) : 'IOB2');
  const kept = (entities: TaggedEntity[]): TaggedEntity[] =>
    entities.filter(({ type }) => locations?.includes(type) ?? true);
  const [loose, strict] = [
    [gold, predicted].map((side) => side.map((tags) => kept(defaultEntities(tags)))),
    [gold, predicted].map((side) => side.map((tags) => kept(strictEntities(tags, named)))),
  ];
  const dropped = [0, 1].map((side) => loose[side].flat().length - strict[side].flat().length);
  return {
    sentences: gold.length,
    tokens: gold.flat().length,
    seqeval: {
      version: '1.2',
      default: scoreEntities(loose[0], loose[1]),
      strict: {
        scheme: named,
        dropped: { gold: dropped[0], predicted: dropped[1] },
        ...scoreEntities(strict[0], strict[1]),
      },
    },
    nervaluate: { version: '1.1', ...fourWays(loose[0], loose[1]) },
    intervals: bootstrapIntervals(sentenceCounts({ gold: loose[0], predicted: loose[1] })),
  };
}

function checkTags(path: string, tags: readonly string[]): void {
  if (!isTexts.holds(tags)) throw wrong(path, isTexts.expected, tags);
  const odd = tags.findIndex((tag) => !isTag(tag));
  if (odd >= 0) throw wrong(`${path}[${odd}]`, 'a tag such as B-LOC or O', tags[odd]);
}

/**
 * Scores the tags of any tool, by the rules of seqeval and nervaluate, with confidence intervals. Returns what `nerwin eval
 * --tagged --json` prints. Throws a `NerwinError` of code `usage`.
 *
 * @example
 * ```ts
 * import { evaluateTags } from 'nerwin/tools';
 *
 * const { seqeval } = evaluateTags({
 *   gold: [['O', 'B-LOC', 'I-LOC'], ['B-LOC', 'O']],
 *   predicted: [['O', 'B-LOC', 'I-LOC'], ['O', 'O']],
 * });
 * console.log(seqeval.default.micro.precision, seqeval.default.micro.recall); // → 1 0.5
 * ```
 */
export function evaluateTags(options: EvaluateTagsOptions): TaggedEvaluation {
  const isList = {
    expected: 'a list of sentences, each a list of tags',
    holds: Array.isArray,
    isRequired: true,
  };
  checkOptions('options', options, {
    gold: isList,
    predicted: isList,
    strictScheme: oneOf(strictSchemes),
    locations: isTexts,
  });
  const { gold, predicted } = options;
  if (gold.length === 0) throw wrong('options.gold', 'at least one sentence', gold);
  for (const [name, sentences] of Object.entries({ gold, predicted }))
    for (const [k, tags] of sentences.entries()) checkTags(`options.${name}[${k}]`, tags);
  if (gold.length !== predicted.length)
    throw new NerwinError(
      'usage',
      `options.predicted: ${plural(predicted.length, 'sentence', 'sentences')}, but gold has ${gold.length}`,
      'pass the same sentences in both',
    );
  const different = gold.findIndex((tags, k) => tags.length !== predicted[k].length);
  if (different >= 0)
    throw new NerwinError(
      'usage',
      `options.predicted[${different}]: ${plural(predicted[different].length, 'tag', 'tags')}, but gold has ${gold[different].length}`,
      'pass one tag per token in both',
    );
  return scoreTags(gold, predicted, options);
}
