/** @file Raw text → tokens → scores → locations, with a model. */
import { NerwinError } from '../error.js';
import { decode } from '../evaluation/decoding.js';
import { DocumentScores } from '../evaluation/document-scores.js';
import { cutsAt, divisionOf, type FindCuts } from '../features/name-division.js';
import { isLowercaseWord } from '../features/sentence-context.js';
import type { StoredModel } from '../model/read-model.js';
import type { Thresholds } from '../model/thresholds.js';
import { TokenBuffer } from '../text/tokens.js';
import { ScoredText } from './scored-text.js';
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

/** {@link Tagger.tagAll} scores texts together up to this number of UTF-16 code units, or of texts. */
const unitsTogether = 1 << 12;
const textsTogether = 256;

/** Tags texts one after another; each text is a document of its own. */
export class Tagger {
  readonly thresholds: Thresholds;
  readonly tokenized: boolean;
  readonly scorer: SentenceScorer;
  readonly #texts: ScoredText[] = []; // used again and again; `tag` needs only the first
  readonly #locations = new TokenBuffer(16);
  /** Turns scores into probabilities; undefined for a model without a calibration. */
  readonly probability: TokenProbability | undefined;
  /** Divides locations into names; undefined if the model does not. */
  readonly cutsOf: FindCuts | undefined;
  readonly #minProbability: number;
  readonly #document: DocumentScores | undefined;
  readonly #keep = (start: number, end: number): void => {
    if (this.#isProbable(start, end)) this.#locations.push(start, end);
  };
  #scores = new Float32Array(0); // of the text whose locations are searched

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

  /**
   * Like {@link tag} for each of the texts; calls `use` with each result, in order. It overwrites the arrays of a result when `use` has
   * returned. New words of several texts are projected together, which is faster.
   */
  tagAll(texts: readonly string[], use: (tagged: Tagged) => void): void {
    if (this.#document) {
      for (const text of texts) use(this.tag(text));
      return;
    }
    let [count, units] = [0, 0]; // of the texts that are not scored yet
    const finish = (): void => {
      this.scorer.flush();
      for (let k = 0; k < count; k++) use(this.#locate(this.#texts[k]));
      count = 0;
      units = 0;
    };
    for (const text of texts) {
      if (units + text.length > unitsTogether || count === textsTogether) finish();
      this.#add(text, count++);
      units += text.length;
    }
    finish();
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
    return this.#locate(tagged);
  }

  /** Finds the locations of a text. */
  #locate(tagged: ScoredText): Tagged {
    const { sentences: found, scores } = tagged;
    this.#scores = scores;
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
  #score(text: string): ScoredText {
    const scored = this.#add(text, 0);
    this.scorer.flush();
    return scored;
  }

  /** Splits a text, and gives its sentences to the scorer. */
  #add(text: string, place: number): ScoredText {
    this.#texts[place] ??= new ScoredText(this.#locations, this.probability);
    const scored = this.#texts[place].take(text, this.tokenized);
    const { units, tokens, sentences: found, scores } = scored;
    this.scorer.openDocument(units, tokens);
    for (let k = 0; k < found.count; k++)
      this.scorer.add(units, tokens, found.starts[k], found.ends[k], scores);
    return scored;
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
}

const formAt = ({ text, tokens }: Tagged, token: number): string =>
  text.slice(tokens.starts[token], tokens.ends[token]);
