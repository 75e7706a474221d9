/** @file Raw text → tokens → scores → locations, with a model. */
import { NerwinError } from '../error.js';
import { decode } from '../evaluation/decoding.js';
import { DocumentScores } from '../evaluation/document-scores.js';
import { cutsAt, divisionOf, type FindCuts } from '../features/name-division.js';
import { isLowercaseWord } from '../features/sentence-context.js';
import type { StoredModel } from '../model/read-model.js';
import type { Thresholds } from '../model/thresholds.js';
import { CodeUnits } from '../text/code-units.js';
import { sentences } from '../text/sentences.js';
import { tokenize } from '../text/tokenize.js';
import { splitOnSpaces, TokenBuffer, type Tokens } from '../text/tokens.js';
import { SentenceScorer } from './sentence-scorer.js';
import { highest, type Tagged } from './tagged.js';
import { TokenProbability } from './token-probability.js';

/** Options for tagging. */
export interface TaggerOptions {
  /** Thresholds to use instead of the model's own. */
  readonly thresholds?: Thresholds | undefined;
  /** Memory limit of the table of projected words, in bytes; {@link defaultTableBytes} by default. */
  readonly tableBytes?: number | undefined;
  /**
   * The scores that are needed: those of all tokens, or only those of tokens in locations, which is faster.
   * Then the others can be any value not above the threshold `extend`.
   */
  readonly scores?: 'all' | 'locations' | undefined;
  /** Locations less probable than this are left out; the model must have a calibration. */
  readonly minProbability?: number | undefined;
  /** True if the text is one sentence with its tokens separated by spaces. */
  readonly tokenized?: boolean | undefined;
  /** True if mentions of the same form in a document agree, see {@link DocumentScores}; all scores are then computed. */
  readonly document?: boolean | undefined;
}

export const defaultTableBytes = 128 * 2 ** 20;

/** Tags texts one after another; each text is a document of its own. */
export class Tagger {
  readonly thresholds: Thresholds;
  readonly tokenized: boolean;
  readonly scorer: SentenceScorer;
  readonly #tokens = new TokenBuffer(256);
  readonly #sentences = new TokenBuffer(16);
  readonly #locations = new TokenBuffer(16);
  readonly #units = new CodeUnits();
  /** Turns scores into probabilities; undefined for a model without a calibration. */
  readonly probability: TokenProbability | undefined;
  /** Divides locations into names; undefined if the model does not. */
  readonly cutsOf: FindCuts | undefined;
  readonly #minProbability: number;
  readonly #document: DocumentScores | undefined;
  readonly #keep = (start: number, end: number): void => {
    if (this.#isProbable(start, end)) this.#locations.push(start, end);
  };
  #scores = new Float32Array(256);

  constructor(
    readonly model: StoredModel,
    options: TaggerOptions = {},
  ) {
    this.thresholds = options.thresholds ?? model.header.thresholds;
    this.tokenized = options.tokenized ?? false;
    const { calibration } = model.header;
    this.probability = calibration && new TokenProbability(calibration);
    this.cutsOf = divisionOf(model.header.divide, model.features.gazetteers);
    this.#minProbability = options.minProbability ?? 0;
    if (this.#minProbability > 0 && !calibration) {
      throw new NerwinError(
        'model',
        'the model has no calibration, so its scores have no probabilities',
        'train it again, or use a minimum score (--threshold) instead of a minimum probability',
      );
    }
    this.#document = options.document ? new DocumentScores() : undefined;
    const above = options.scores === 'locations' && !options.document ? this.thresholds.extend : undefined;
    this.scorer = new SentenceScorer(model, options.tableBytes ?? defaultTableBytes, above);
  }

  /** Tags a text, which is a document of its own. The next call overwrites the arrays of the result. */
  tag(text: string): Tagged {
    this.#document?.clear();
    return this.#tag(text, true);
  }

  /** True if mentions of the same form in a document agree. */
  get usesDocument(): boolean {
    return this.#document !== undefined;
  }

  /** Begins a document of several texts; only for taggers with the option `document`. */
  openDocument(texts: Iterable<string>): void {
    this.#document?.clear();
    for (const text of texts) this.#addToDocument(this.#score(text));
  }

  /** Like {@link tag}, for one of the texts of {@link openDocument}. */
  tagInDocument(text: string): Tagged {
    return this.#tag(text, false);
  }

  #tag(text: string, isDocument: boolean): Tagged {
    const tagged = this.#score(text);
    if (this.#document) {
      if (isDocument) this.#addToDocument(tagged);
      this.#agree(this.#document, tagged);
    }
    const { sentences: found, scores } = tagged;
    const wordAt = (token: number): string => formAt(tagged, token);
    const decoding = {
      thresholds: this.thresholds,
      isSmall: (token: number) => isLowercaseWord(wordAt(token)),
      cutsIn: cutsAt(this.cutsOf, wordAt),
    };
    this.#locations.count = 0;
    for (let k = 0; k < found.count; k++)
      decode(scores, found.starts[k], found.ends[k], decoding, this.#keep);
    return tagged;
  }

  #addToDocument(tagged: Tagged): void {
    const { tokens, scores } = tagged;
    for (let t = 0; t < tokens.count; t++) this.#document?.add(formAt(tagged, t), scores[t]);
  }

  #agree(document: DocumentScores, tagged: Tagged): void {
    const { tokens, scores } = tagged;
    for (let t = 0; t < tokens.count; t++) scores[t] = document.agreed(formAt(tagged, t), scores[t]);
  }

  /** Scores the tokens of a text; its locations are not found yet. */
  #score(text: string): Tagged {
    const units = this.#units.take(text);
    const tokens = this.tokenized ? splitOnSpaces(text, this.#tokens) : tokenize(text, this.#tokens, units);
    const found = this.#sentencesOf(text, tokens);
    if (tokens.count > this.#scores.length) this.#scores = new Float32Array(2 * tokens.count);
    const scores = this.#scores;
    const locations = this.#locations;
    this.scorer.openDocument(units.array, tokens);
    for (let k = 0; k < found.count; k++)
      this.scorer.score(units.array, tokens, found.starts[k], found.ends[k], scores);
    const probability = this.probability;
    return { text, units: units.array, tokens, scores, sentences: found, locations, probability };
  }

  /** True if the probability of the location's best token is high enough. */
  #isProbable(start: number, end: number): boolean {
    return this.#minProbability <= 0 || this.isProbable(highest(this.#scores, start, end));
  }

  /** True if a location with this highest score is probable enough. */
  isProbable(score: number): boolean {
    return (
      !this.probability || this.#minProbability <= 0 || this.probability.of(score) >= this.#minProbability
    );
  }

  #sentencesOf(text: string, tokens: Tokens): Tokens {
    if (!this.tokenized) return sentences(text, tokens, this.#sentences, this.#units);
    this.#sentences.count = 0;
    if (tokens.count > 0) this.#sentences.push(0, tokens.count);
    return this.#sentences;
  }
}

const formAt = ({ text, tokens }: Tagged, token: number): string =>
  text.slice(tokens.starts[token], tokens.ends[token]);
