/**
 * @file Encodes sentences as rows: looks up every token, computes its features, and places the sentences with
 * padding between them.
 */
import { GrowingBytes } from '../corpus/growable-array.js';
import type { Sentence } from '../corpus/sentence.js';
import type { FeatureSet } from '../features/feature-set.js';
import { leaveOutGroups, usesIn } from '../features/leave-one-out.js';
import type { LocationRate } from '../features/location-rate.js';
import { isLowercaseKind, kindCount } from '../features/sentence-context.js';
import { rungs, type VectorVocabulary } from '../vectors/ladder.js';
import { contextSlotsOf, SentenceInput, SentenceStats } from './context-input.js';
import type { EncodedCorpus } from './encoded-corpus.js';
import { EncodedCorpusBuilder, type SentenceContext } from './encoded-corpus-builder.js';
import { type FormInput, featuresOfToken, formInputOf } from './form-input.js';
import { RowTable } from './row-table.js';

/** Number of tokens found on each rung of the lookup ladder. */
export type RungCounts = Map<string, number>;

/** An encoded split, with the lookup counts of its words. */
export interface Encoding {
  readonly corpus: EncodedCorpus;
  readonly rungs: RungCounts;
}

/** A form whose dense part has a row of X. */
interface KnownForm {
  readonly input: FormInput;
  readonly dense: number;
}

/** Packs a rung number and a token kind into one byte, and unpacks them. */
const traitsOf = ({ rung, kind }: FormInput): number => kindCount * rungs.indexOf(rung) + kind;
const rungOf = (traits: number): number => Math.floor(traits / kindCount);
const kindOf = (traits: number): number => traits % kindCount;

/** Encodes one or more corpora with one shared table of rows. */
export class Encoder {
  readonly rows: RowTable;
  readonly #forms = new Map<string, KnownForm>();
  readonly #traits = new GrowingBytes(); // by row, see `traitsOf`; 0 for contexts
  readonly #sentences: SentenceInput;
  readonly #stats = new SentenceStats();

  constructor(
    readonly lookUp: VectorVocabulary,
    readonly features: FeatureSet,
    readonly radius: number,
  ) {
    this.rows = new RowTable(lookUp.d, lookUp.table, lookUp.V + 2);
    this.#sentences = new SentenceInput(features);
  }

  /**
   * Encodes the sentences of a split. `types` are the entity types that count as locations. With `training`,
   * each document's own uses are left out of the location rate. If `classes` lists entity types, the corpus
   * also records the type of each entity; the first is class 1.
   */
  encode(
    sentences: Iterable<Sentence>,
    types: ReadonlySet<string>,
    training: boolean,
    classes: readonly string[] = [],
  ): Encoding {
    const slots = contextSlotsOf(this.features.options);
    const layout = new EncodedCorpusBuilder(
      this.radius,
      slots.sentence !== undefined,
      slots.document !== undefined,
      classes,
    );
    const served = new RungCounter();
    let document: number | undefined; // the current one
    let begun = 0; // its first sentence
    const take = (sentence: Sentence, own?: LocationRate): void => {
      if (document !== undefined && sentence.document !== document) {
        this.#endDocument(layout, begun);
        begun = layout.sentences;
      }
      document = sentence.document;
      const rows = this.encodeTokens(sentence.tokens, own);
      layout.add(rows, sentence.spans, types);
      for (const row of rows) served.add(rungOf(this.#traits.at(row)));
    };
    if (training && this.features.rate) {
      for (const piece of leaveOutGroups(sentences)) {
        const own = usesIn(piece, types);
        for (const sentence of piece) take(sentence, own);
      }
    } else for (const sentence of sentences) take(sentence);
    if (document !== undefined) this.#endDocument(layout, begun);
    const small = this.#traits.values().map((traits) => (isLowercaseKind(kindOf(traits)) ? 1 : 0));
    return { corpus: { ...layout.finish(), small }, rungs: served.counts() };
  }

  /** Adds the context rows of the document that started with the sentence `begun`. */
  #endDocument(layout: EncodedCorpusBuilder, begun: number): void {
    layout.endDocument(layout.hasDocument ? this.#documentRow(layout, begun) : 0);
    if (!layout.hasSentence) return;
    for (let sentence = begun; sentence < layout.sentences; sentence++) {
      const rows = layout.tokenRows(sentence);
      layout.addContext(rows.length, this.encodeContext(rows));
    }
  }

  #documentRow(layout: EncodedCorpusBuilder, begun: number): number {
    const dense: number[] = [];
    for (let sentence = begun; sentence < layout.sentences; sentence++)
      for (const row of layout.tokenRows(sentence)) dense.push(this.rows.denseOf(row));
    return this.rows.add('', this.rows.addMean(dense), []);
  }

  /** Returns the rows of the tokens of a sentence. */
  encodeTokens(tokens: readonly string[], own?: LocationRate): number[] {
    const matches = this.features.matchesIn(tokens);
    return tokens.map((token, i) => {
      const others = this.features.ofToken(token, matches?.get(i), own);
      const key = others.length > 0 ? `${token}\u0000${others.join(',')}` : token;
      return this.rows.find(key) ?? this.#addToken(key, token, others);
    });
  }

  #addToken(key: string, text: string, others: readonly number[]): number {
    const { input, dense } = this.#formOf(text);
    const row = this.rows.addWithKey(key, text, dense, featuresOfToken(input, others));
    while (this.#traits.length < row) this.#traits.push(0);
    this.#traits.push(traitsOf(input));
    return row;
  }

  #formOf(text: string): KnownForm {
    const known = this.#forms.get(text);
    if (known) return known;
    const input = formInputOf(text, this.lookUp, this.features);
    const { vectors } = input;
    const form = { input, dense: vectors.length === 1 ? vectors[0] : this.rows.addMean(vectors) };
    this.#forms.set(text, form);
    return form;
  }

  /**
   * Returns the context rows of a sentence with these rows: `first` for the center at index `at` (the first
   * word), `other` for all other centers. Without sentence features all centers have the row `other`.
   */
  encodeContext(rows: Int32Array): SentenceContext {
    const stats = this.#stats;
    stats.clear();
    for (let i = 0; i < rows.length; i++) stats.add(kindOf(this.#traits.at(rows[i])));
    const { first, other } = this.#sentences.featuresOf(this.#sentences.intern(stats));
    const { sentence, sentenceMean } = this.features.options;
    const at = sentence ? stats.firstWord : -1;
    if (sentenceMean) {
      const mean = this.rows.addMean(rows.map((row) => this.rows.denseOf(row)));
      return { first: this.rows.add('', mean, first), other: this.rows.add('', mean, other), at };
    }
    return { first: this.#contextRow(first), other: this.#contextRow(other), at };
  }

  #contextRow(features: readonly number[]): number {
    const key = `\u0000${features.join(',')}`;
    return this.rows.find(key) ?? this.rows.addWithKey(key, '', -1, features);
  }
}

/** Counts the tokens found on each rung; rungs are listed in order of first use. */
class RungCounter {
  readonly #counts = new Int32Array(rungs.length);
  readonly #met: number[] = [];

  add(rung: number): void {
    if (this.#counts[rung]++ === 0) this.#met.push(rung);
  }

  counts(): RungCounts {
    return new Map(this.#met.map((rung) => [rungs[rung], this.#counts[rung]]));
  }
}
