/**
 * @file Evaluates a model on any corpus: encodes it with the model's words and features, scores
 * it, and compares it with gold.
 */
import { type Corpus, type CorpusOptions, type CorpusSummary, openCorpus } from '../corpus/corpus.js';
import { requireLocations } from '../corpus/locations.js';
import { Notices } from '../corpus/notices.js';
import type { Sentence } from '../corpus/sentence.js';
import { type Reliability, reliability } from '../evaluation/calibration.js';
import { CorpusScorer, tableCapacity } from '../evaluation/corpus-scorer.js';
import { decode, decodingOf } from '../evaluation/decoding.js';
import { agreeInDocuments } from '../evaluation/document-scores.js';
import {
  type JudgedLocation,
  judgeLocations,
  largestOverlap,
  type OtherEntity,
  type Stretch,
} from '../evaluation/entity-errors.js';
import { countErrors, type EntityErrors } from '../evaluation/error-counts.js';
import type { TrainingNames } from '../evaluation/error-groups.js';
import { type Evaluation, evaluate } from '../evaluation/evaluate.js';
import { type Gold, goldOf, goldStarts } from '../evaluation/gold.js';
import { type Mistake, mistakesOf } from '../evaluation/mistakes.js';
import { rankByScore } from '../evaluation/ranking.js';
import { type ScoreHistogram, scoreHistogram } from '../evaluation/score-histogram.js';
import { type EntityPairs, type Standards, standardsOf } from '../evaluation/standards.js';
import { type TaggedSample, taggedSamples } from '../evaluation/tagged-samples.js';
import { bestOfRanked, gridMost } from '../evaluation/threshold.js';
import { pointOf, type SweepPoint, ThresholdSweep } from '../evaluation/threshold-sweep.js';
import { evaluateTypes, type TypeEvaluations } from '../evaluation/type-evaluation.js';
import type { Model, ModelHeader } from '../model/model.js';
import { marginOf, pointsOf } from '../model/operating-point.js';
import type { Thresholds } from '../model/thresholds.js';
import { type KernelChoice, makeTable } from '../simd/choose.js';
import { type EncodedCorpus, padding } from '../windows/encoded-corpus.js';
import type { RungCounts } from '../windows/encoder.js';
import type { Inputs } from '../windows/inputs.js';
import { encodeWith } from './encode-with.js';
import { entityPairsOf } from './entity-pairs.js';
import { otherEntities } from './other-entities.js';

/** A corpus with the scores of a model. */
export interface ScoredCorpus extends ScoredSentences {
  readonly summary: CorpusSummary;
  /** What the warnings count. */
  readonly notices: Notices;
  /** Iterates over its sentences. */
  sentences(): Iterable<Sentence>;
}

/** Sentences with the scores of a model. */
export interface ScoredSentences {
  readonly encoded: EncodedCorpus;
  readonly gold: Gold;
  readonly scores: Float32Array; // (positions), −∞ at padding
  /** Only for a softmax classifier with several entity types. */
  readonly types: TypeEvaluations | undefined;
  readonly rungs: RungCounts;
  /** What was read although it is not quite in order; see `CorpusSummary`. */
  readonly warnings: readonly string[];
  /** Returns the word at a position. */
  readonly wordAt: (position: number) => string;
  /** True if the word at a position has no vector. */
  readonly isUnknownAt: (position: number) => boolean;
  /** The entities of other types than the locations, in order. */
  readonly others: readonly OtherEntity[];
  /** The names of the training corpus, if it is known. */
  readonly training?: TrainingNames | undefined;
}

/** Returns the sentences with scores that agree in each document; see `DocumentScores`. */
export const agreeing = (scored: ScoredCorpus): ScoredCorpus => ({
  ...scored,
  scores: agreeInDocuments(scored.scores, scored.encoded, scored.wordAt),
});

/** The result that `nerwin eval` reports. */
export interface CorpusEvaluation extends Evaluation {
  readonly averagePrecision: number;
  /** The threshold `start`. */
  readonly threshold: number;
  readonly sentences: number;
  readonly tokens: number;
  /** Reliability of the probabilities on this corpus, if the model is calibrated. */
  readonly reliability?: Reliability;
  /** Scores by type, for a model with several entity types. */
  readonly types?: TypeEvaluations;
  /** The same entities by the rules of other tools. */
  readonly standards: Standards;
  /** Mistakes by kind and by properties of the locations. */
  readonly errors: EntityErrors;
  /** Precision and recall from high to low thresholds: the precision–recall curve of entities, and the threshold sweep. */
  readonly sweep: readonly SweepPoint[];
  /** The named thresholds of the model, `balanced` first, with their scores on this corpus. */
  readonly operatingPoints: Readonly<Record<string, SweepPoint>>;
  /** Scores of true and corrupt windows. */
  readonly histogram: ScoreHistogram;
}

/** A corpus, and what was not in order while it was read. */
export type CountedCorpus = Pick<Corpus, 'summary' | 'sentences'> & { readonly notices: Notices };

/** Memory limit of the table, in bytes. */
const tableBytes = 256 * 2 ** 20;

/**
 * Scores the files with the model. `types` are the entity types that count as locations; there must be one unless the
 * files may hold 'any' entities, because they are part of a corpus.
 */
export async function scoreCorpus(
  model: Model,
  files: readonly string[],
  options: CorpusOptions,
  types: readonly string[],
  kernel: KernelChoice,
  entities: 'locations' | 'any' = 'locations',
): Promise<ScoredCorpus> {
  const notices = new Notices(options.strict, options.names);
  const corpus = await openCorpus(files, options, notices);
  if (entities === 'locations') requireLocations(corpus.summary, types, options.names);
  return scoredWith(model, { ...corpus, notices }, types, (inputs, encoded) => {
    const { layout, header, parameters } = model;
    const capacity = tableCapacity(inputs.dense.length, layout.slots.length, layout.stride, tableBytes);
    const table = makeTable(kernel, layout, header.activation, capacity);
    const scores = new CorpusScorer(table, inputs, encoded).score(parameters);
    table.close();
    return scores;
  });
}

/** Returns what {@link scoreCorpus} returns, with the scores that the model gave the shards of the corpus. */
export function scoreMerged(
  model: Model,
  { corpus, scores }: { readonly corpus: CountedCorpus; readonly scores: Float32Array },
  types: readonly string[],
): ScoredCorpus {
  requireLocations(corpus.summary, types);
  return scoredWith(model, corpus, types, (_, { starts, labels }) => {
    const placed = new Float32Array(labels.length).fill(Number.NEGATIVE_INFINITY);
    let [sentence, token] = [0, 0];
    for (const { tokens } of corpus.sentences()) {
      placed.set(scores.subarray(token, token + tokens.length), starts[sentence++]);
      token += tokens.length;
    }
    return placed;
  });
}

function scoredWith(
  model: Model,
  corpus: CountedCorpus,
  types: readonly string[],
  score: (inputs: Inputs, encoded: EncodedCorpus) => Float32Array,
): ScoredCorpus {
  const { corpus: encoded, rungs, rows, unknown } = encodeWith(model, corpus, types);
  const inputs = rows.inputs();
  const { forms } = rows;
  const scores = score(inputs, encoded);
  const wordAt = (position: number): string => forms[encoded.rows[position]];
  return {
    summary: corpus.summary,
    sentences: () => corpus.sentences(),
    encoded,
    gold: goldOf(encoded),
    scores,
    types: evaluateTypes(model, inputs, encoded),
    rungs,
    warnings: corpus.summary.warnings,
    notices: corpus.notices,
    wordAt,
    isUnknownAt: (position) => inputs.dense[encoded.rows[position]] === unknown,
    others: otherEntities(corpus.sentences(), encoded, types),
  };
}

/** Points of the sweep. */
const sweepPoints = 60;

/** What evaluation needs of a model besides its scores. */
type EvaluatedHeader = Pick<
  ModelHeader,
  'calibration' | 'thresholds' | 'operatingPoints' | 'kind' | 'config'
>;

/**
 * Returns token and entity scores at the thresholds, the average precision of the ranked tokens and, with
 * a calibration, the reliability. `pairs` are the locations at the thresholds, for callers that have them. What only pictures
 * show, the sweep and the histogram, is computed when it is read.
 */
export function evaluateScored(
  scored: ScoredSentences,
  thresholds: Thresholds,
  header: EvaluatedHeader,
  pairs: EntityPairs = entityPairsOf(scored.scores, scored.encoded, scored.gold, thresholds),
): CorpusEvaluation {
  const { encoded, gold, scores, types } = scored;
  const { calibration } = header;
  const ranked = rankByScore(scores, gold.positions);
  const sweep = new ThresholdSweep(scores, encoded, gold, header.thresholds, ranked);
  const own = evaluate(scores, encoded, gold, thresholds);
  const points = once(() => sweep.points(sweepPoints, Math.max(sweepPoints, gridMost * gold.tokens)));
  const histogram = once(() => scoreHistogram(scores, encoded, gold, thresholds.start, marginOf(header)));
  return {
    ...own,
    averagePrecision: bestOfRanked(ranked, scores, encoded, gold, 'token', 1).averagePrecision,
    threshold: thresholds.start,
    sentences: encoded.starts.length - 1,
    tokens: encoded.tokens,
    ...(calibration ? { reliability: reliability(scores, encoded, gold, calibration) } : {}),
    ...(types ? { types } : {}),
    standards: standardsOf(pairs),
    errors: errorsOf(scored, thresholds),
    get sweep() {
      return points();
    },
    operatingPoints: Object.fromEntries(
      Object.entries(pointsOf(header)).map(([name, point]) => [
        name,
        point === thresholds ? pointOf(point, own) : sweep.evaluate(point),
      ]),
    ),
    get histogram() {
      return histogram();
    },
  };
}

/** Returns a function that computes a value the first time and remembers it. */
function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}

/** Counts the mistakes at the thresholds by kind. */
function errorsOf(scored: ScoredSentences, thresholds: Thresholds): EntityErrors {
  const { encoded, wordAt, isUnknownAt, training } = scored;
  return countErrors(judged(scored, thresholds), {
    wordAt: (position) => ((encoded.labels[position] ?? padding) === padding ? undefined : wordAt(position)),
    isUnknownAt,
    training,
  });
}

/** Judges all predicted and gold locations. */
function judged(
  { encoded, gold, scores, others }: ScoredSentences,
  thresholds: Thresholds,
): JudgedLocation[] {
  const truth = Array.from(goldStarts(gold), (start): Stretch => ({ start, end: gold.endOf[start] }));
  const found: Stretch[] = [];
  decode(scores, 0, scores.length, decodingOf(encoded, thresholds), (start, end) => {
    found.push({ start, end });
  });
  return judgeLocations(truth, found, others);
}

/** Returns up to `limit` mistakes of each kind. */
export function mistakesIn(scored: ScoredSentences, thresholds: Thresholds, limit: number): Mistake[] {
  const typeAt = (start: number, end: number): string | undefined =>
    largestOverlap({ start, end }, scored.others)?.type;
  return mistakesOf(scored.scores, scored.encoded, scored.gold, thresholds, scored.wordAt, limit, typeAt);
}

/** Sentences in a report. */
const samplesShown = 15;

/** Returns tagged sentences of the corpus to look at. */
export const samplesIn = (
  { scores, encoded, gold, wordAt }: ScoredSentences,
  thresholds: Thresholds,
): TaggedSample[] => taggedSamples(scores, encoded, gold, thresholds, wordAt, samplesShown);
